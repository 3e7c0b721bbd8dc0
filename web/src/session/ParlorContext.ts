export { ParlorContext, useParlor } from '../../../client/react/ParlorProvider.ts';
