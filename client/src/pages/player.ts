/** Any player's page, as everybody with its link sees it. */
import type { Page } from "../app-context.ts";
import { fetchProfile } from "../session/players-api.ts";
import { askFor } from "./asking.ts";
import { ProfileSheet } from "./profile-sheet.ts";

export const playerPage =
  (id: string): Page =>
  (app) => {
    let sheet: ProfileSheet | null = null;
    let here = true;
    const show = async () => {
      const player = await askFor(
        app,
        fetchProfile(id),
        () => here,
        () => void show(),
      );
      if (!player) return;
      sheet = new ProfileSheet(app, player, false);
      void sheet.show(null, null);
    };
    void show();
    return () => {
      here = false;
      sheet?.stop();
      app.screen.show(null);
    };
  };
