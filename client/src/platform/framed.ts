/** Whether the page is shown in a frame of another origin's page, where browsers keep no cookie of ours. */

export function isFramed(): boolean {
  if (window.top === window || window.top === null) return false;
  try {
    return window.top.location.origin !== location.origin;
  } catch {
    // What is of another origin can't be looked at.
    return true;
  }
}
