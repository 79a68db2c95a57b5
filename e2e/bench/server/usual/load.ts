/** Clients of the usual way: they join by the library's matchmaking and send one input a tick. */
import { Agent, request } from "node:http";
import { LeanRoom, type Reservation, seatPath } from "../../../bots/lean-room.ts";
import { SLOTS_PER_TICK, startGrid } from "../grid.ts";
import { type Load, noTraffic, rampUp } from "../load.ts";

/** Code of a frame with one input, and of the field in it that says which way. */
const INPUT = 19;
const DIRECTION = 0x80;
/** A player changes direction 3 times a second, as in the other variants. */
const CHANGE = 3 / 60;
const DIRECTIONS = [-1, 0, 1];

interface Player {
  room: LeanRoom;
  joined: boolean;
}

export function usualLoad(server: string, matches: number, rate: number): Load {
  const url = new URL(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const traffic = noTraffic();
  // Inputs of different clients go out at different moments of a tick.
  const groups: Player[][] = Array.from({ length: SLOTS_PER_TICK }, () => []);
  let playing = 0;
  let lost = 0;
  let stopped = false;
  const inputs = startGrid((slot) => {
    for (const { joined, room } of groups[slot % SLOTS_PER_TICK] ?? []) if (joined) sendInput(room);
  });
  const join = async (i: number) => {
    const seat = await reserve(url, agent).catch(() => undefined);
    if (stopped) return;
    if (!seat) return void lost++;
    const player: Player = {
      joined: false,
      room: new LeanRoom(url, seatPath(seat), traffic, {
        joined: () => {
          player.joined = true;
          playing++;
        },
        message: () => {},
        closed: () => {
          if (player.joined) playing--;
          player.joined = false;
          if (!stopped) lost++;
        },
      }),
    };
    groups[i % SLOTS_PER_TICK]?.push(player);
  };
  return {
    ramp: () =>
      rampUp(
        2 * matches,
        rate,
        (i) => void join(i),
        () => stopped,
      ),
    playing: () => playing,
    traffic,
    trouble: () => lost,
    stop() {
      stopped = true;
      inputs.stop();
      for (const { room } of groups.flat()) room.leave();
      agent.destroy();
    },
  };
}

/** Only a change has content, as the library's own encoder has it. */
function sendInput(room: LeanRoom): void {
  if (Math.random() >= CHANGE) return room.send(Uint8Array.of(INPUT));
  const direction = DIRECTIONS[Math.floor(Math.random() * 3)] as number;
  room.send(Uint8Array.of(INPUT, DIRECTION, direction & 255));
}

function reserve(url: URL, agent: Agent): Promise<Reservation> {
  const { hostname, port } = url;
  const path = "/matchmake/joinOrCreate/usual";
  const headers = { "Content-Type": "application/json", "Content-Length": 2 };
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.on("data", (data) => (text += data));
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(JSON.parse(text) as Reservation);
        else reject(new Error(text));
      });
    });
    asked.on("error", reject);
    asked.end("{}");
  });
}
