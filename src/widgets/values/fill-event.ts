/**
 * Brings values to the commands of a page, as the labels of an alert do; sent to the document. Names are matched as those
 * of blanks are, without regard to case: `pod_name` fills `<pod name>`. What does not fit is left out, as from a link.
 */
export const fillEvent = 'waymark-fill'

/** Values by their names. */
export type FillDetail = Readonly<Record<string, string>>
