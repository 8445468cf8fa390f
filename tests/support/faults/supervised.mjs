import { main } from '../../../scripts/child.mjs';
import { supervise } from '../../../scripts/supervise.mjs';

/** `npm start` without installing and building: supervises the server whose file is given. */
main(() => supervise(process.argv[2]));
