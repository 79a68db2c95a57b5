/** Runs in a page: has its browser remember these settings beside those that it knows. */
export function keepSettings(part: Record<string, unknown>): void {
  const kept = JSON.parse(localStorage.getItem("quickpong.settings") ?? "{}");
  localStorage.setItem("quickpong.settings", JSON.stringify({ ...kept, ...part }));
}
