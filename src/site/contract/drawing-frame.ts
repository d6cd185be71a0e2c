/**
 * Where the document stands in which diagrams are drawn, with all that it loads: the same in the browser of a build and
 * in a reader's. It is published only with a site that has a diagram without a picture.
 */
export const drawingFolder = '/_waymark/drawing/'

/** The name of the document in its folder. */
export const frameName = 'frame.html'

export const frameAddress = `${drawingFolder}${frameName}`
