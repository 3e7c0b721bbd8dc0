import { type FormEvent, useMemo, useState } from 'react';
import type { MatchConnection } from '../../../../client/MatchConnection.ts';
import { spoken } from '../../lib/spoken.ts';
import { explain } from '../../session/explain.ts';
import { ActionField } from './ActionField.tsx';
import { type ActionForm, actionForms, writtenValue } from './actionForms.ts';
import { type PlainPlayer, shown } from './plainView.ts';

interface Props {
  match: MatchConnection;
  /** JSON Schema of what may be done. */
  schema: Record<string, unknown>;
  players: readonly PlainPlayer[];
}

/** All that may be done in a game, a form for each; the game itself says when it may not. */
export function ActionForms({ match, schema, players }: Props) {
  const forms = useMemo(() => actionForms(schema), [schema]);
  const [told, setTold] = useState({ text: '', key: 0 });
  const [busy, setBusy] = useState(false);

  async function act(action: { action: string; [field: string]: unknown }): Promise<void> {
    setBusy(true);
    let text: string;
    try {
      const { request_id: _, version: __, ...answer } = await match.act(action);
      const nameOf = (id: string) => players.find((player) => player.id === id)?.name;
      text = Object.keys(answer).length === 0 ? 'Done.' : `Done. ${shown(answer, nameOf)}.`;
    } catch (error) {
      text = `Not taken. ${explain(error)}`;
    }
    setBusy(false);
    setTold(({ key }) => ({ text, key: key + 1 }));
  }

  return (
    <div className="plain__actions">
      {forms.map((form) => (
        <OneForm key={form.action} form={form} players={players} busy={busy} act={act} />
      ))}
      <p role="status" className="small plain__told">
        <span key={told.key}>{told.text}</span>
      </p>
    </div>
  );
}

interface OneFormProps {
  form: ActionForm;
  players: readonly PlainPlayer[];
  busy: boolean;
  act(action: { action: string; [field: string]: unknown }): Promise<void>;
}

function OneForm({ form: { action, about, fields }, players, busy, act }: OneFormProps) {
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (busy) return;
    const written = new FormData(event.currentTarget);
    const values = fields.map((field) => [
      field.name,
      writtenValue(field, String(written.get(field.name) ?? '')),
    ]);
    void act({ ...Object.fromEntries(values.filter(([, value]) => value !== undefined)), action });
  }

  return (
    <form className="plain__action" aria-label={spoken(action)} onSubmit={send}>
      {fields.map((field) => (
        <ActionField key={field.name} field={field} players={players} />
      ))}
      <button type="submit" className="button" aria-disabled={busy} title={about || undefined}>
        {spoken(action)}
      </button>
    </form>
  );
}
