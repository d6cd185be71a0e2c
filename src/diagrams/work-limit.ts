/** The most work that goes into one diagram, in milliseconds of a processor's time: most are drawn in a tenth of a second. */
export const usualLimitMs = 10_000

/** What is told of a diagram that was given up. */
export const tooMuchWork = `Unexpected ${usualLimitMs / 1000} s of a processor’s time without a picture, expected one before that`
