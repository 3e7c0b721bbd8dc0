import { fsyncSync } from 'node:fs';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The part of Emscripten's file system that is completed here. `nfd` is the file descriptor of Node. */
interface NodeFsModule {
  FS: { filesystems: { NODEFS: { stream_ops: { fsync?(stream: { nfd?: number }): number } } } };
}

/**
 * Files in a directory of the host, with an `fsync` that reaches the disk: Emscripten's own does nothing, so
 * that a commit would not survive a power cut.
 */
export class SyncedNodeFs extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args);
    const completeFsync = (module: unknown) => {
      (module as NodeFsModule).FS.filesystems.NODEFS.stream_ops.fsync = ({ nfd }) => {
        if (nfd !== undefined) fsyncSync(nfd);
        return 0;
      };
    };
    return {
      emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), completeFsync] },
    };
  }
}
