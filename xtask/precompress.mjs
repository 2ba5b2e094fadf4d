// Puts a .br and a .gz beside every file in a folder that gets smaller by it, so that the server
// sends them as they are. HTML is left out: the server still fills it in.
// Usage: node precompress.mjs <folder>
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const COMPRESSIBLE = new Set([
  ".css", ".ftl", ".ico", ".js", ".json", ".map", ".mjs", ".svg", ".ttf", ".txt", ".wasm", ".webmanifest", ".xml",
]);
const ENCODINGS = {
  ".br": (data) =>
    promisify(brotliCompress)(data, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
      },
    }),
  ".gz": (data) => promisify(gzip)(data, { level: constants.Z_BEST_COMPRESSION }),
};

async function precompress(path) {
  const data = await readFile(path);
  await Promise.all(
    Object.entries(ENCODINGS).map(async ([suffix, compress]) => {
      const compressed = await compress(data);
      if (compressed.length < data.length) await writeFile(path + suffix, compressed);
    }),
  );
}

const folder = process.argv[2];
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && COMPRESSIBLE.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
await Promise.all(files.map(precompress));
console.log(`compressed ${files.length} files`);
