import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

/** Where the built site keeps what search knows of the text of its pages. */
export const fragmentFolder = '_waymark/search/fragment/'

/** The end of the name of a fragment's file; before it stands the id of the fragment. */
export const fragmentEnding = '.pf_fragment'

const fragment = z.object({
  url: z.string(),
  content: z.string(),
  anchors: z.array(
    z.object({ element: z.string(), id: z.string(), text: z.string().exactOptional(), location: z.int() }),
  ),
})

/** A page's text is shorter than the page; more is no fragment of ours. In bytes. */
const longest = 64 * 1024 * 1024

/**
 * Reads a file in which Pagefind keeps the text of one page: a mark, then JSON, all of it compressed by gzip.
 *
 * @throws where it is something else
 */
export function readFragment(bytes: Uint8Array): z.infer<typeof fragment> {
  const text = gunzipSync(bytes, { maxOutputLength: longest }).toString('utf8')
  return fragment.parse(JSON.parse(text.slice(text.indexOf('{'))))
}
