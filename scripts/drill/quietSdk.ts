/** The standard client tells the console of every attempt to come back: not from here on. Answers how to undo it. */
export function quietSdk(): () => void {
  const { info, warn } = console;
  console.info = () => {};
  console.warn = () => {};
  return () => Object.assign(console, { info, warn });
}
