export { useMatchChanges } from '../../../client/react/useMatchChanges.ts';
