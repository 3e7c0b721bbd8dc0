const PATHS = {
  bell: 'M8 1.8v1M3.500 11.500h9l-1.200-1.700V7a3.300 3.300 0 0 0-6.600 0v2.800zM6.700 13.700a1.400 1.400 0 0 0 2.600 0',
  bot: 'M8 1v2M4 5h8a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM6 8.5v1M10 8.5v1',
  button: 'M1.500 11.500v2h13v-2zM3.500 11.500V9.500a4.500 4.500 0 0 1 9 0v2M8 1.500v1.500M3 3l1 1M13 3l-1 1',
  chat: 'M3 2.500h10a1.500 1.500 0 0 1 1.500 1.500v6a1.500 1.500 0 0 1-1.500 1.500H7.500L4.500 14v-2.500H3A1.500 1.500 0 0 1 1.500 10V4A1.500 1.500 0 0 1 3 2.500z',
  check: 'M3.5 8.5l3 3 6-7',
  clock: 'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM8 4.500V8l2.500 1.500',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3.2v9.6a.6.6 0 0 0 .9.5l7.6-4.8a.6.6 0 0 0 0-1L5.9 2.7a.6.6 0 0 0-.9.5z',
  watch: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  best: 'M2.5 13.5v-5h3.5v5M6 13.5v-11h4v11M10 13.5v-7h3.5v7M1.5 13.5h13',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.200C8.3 8.6 8 9 8 10M8 12.7v.1',
  person: 'M8 7.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5zM2.5 14a5.5 5.5 0 0 1 11 0',
  cold: 'M8 1.500v13M2.400 4.750l11.200 6.500M13.600 4.750l-11.200 6.500M6.200 2.800L8 4.400l1.800-1.600M6.200 13.200L8 11.600l1.800 1.600',
  leads: 'M2.500 12.500h11M2.500 10.500L1.500 4.500l3.500 2.500L8 2.500l3 4.500 3.500-2.500-1 6z',
  settings:
    'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 6.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5zM6 13.25a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z',
  sound: 'M2 6h2.500L8 3v10L4.500 10H2zM10.500 5.800a3 3 0 0 1 0 4.400M12.500 3.800a6 6 0 0 1 0 8.400',
  silent: 'M2 6h2.500L8 3v10L4.500 10H2zM10.500 6l4 4M14.500 6l-4 4',
} as const;

export type IconName = keyof typeof PATHS;

/** A small drawing in the colour of the text around it. `label` is read out; without it nothing is. */
export function Icon({ name, label }: { name: IconName; label?: string }) {
  return (
    <svg
      width="1em"
      height="1em"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
