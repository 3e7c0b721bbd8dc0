export { useChanges } from '../../../client/react/useChanges.ts';
