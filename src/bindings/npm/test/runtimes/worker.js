// A worker of Cloudflare's runtime: its module and its file are deployed with it.
import bytes from "film-rate.mp4";
import { load } from "seedance-preflight";

import { work } from "./script.js";

export default {
  async test() {
    console.log(JSON.stringify(await work(await load(), new Uint8Array(bytes))));
  },
};
