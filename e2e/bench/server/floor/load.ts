/** Clients of the floor: frames of the right size at the right rate, and nothing else. */
import { LeanSocket } from "../../../bots/lean-socket.ts";
import { type Sleeper, Wheel } from "../../../bots/wheel.ts";
import { type Load, noTraffic, rampUp } from "../load.ts";
import type { Rates } from "./frames.ts";

export function floorLoad(server: string, matches: number, rate: number, rates: Rates): Load {
  const url = new URL(server);
  const wheel = new Wheel();
  const traffic = noTraffic();
  const sockets: LeanSocket[] = [];
  let playing = 0;
  let lost = 0;
  let stopped = false;
  const join = () => {
    const period = 1000 / rates.upFrames;
    const sender: Sleeper = {
      wakeAt: performance.now() + Math.random() * period,
      slot: -1,
      wake() {
        sender.wakeAt += period;
        traffic.upMessages++;
        traffic.upBytes += Math.round(rates.upSize);
        socket.send(new Uint8Array(Math.round(rates.upSize)));
      },
    };
    const socket = new LeanSocket(url.hostname, Number(url.port), "/", {
      open() {
        playing++;
        wheel.schedule(sender);
      },
      message(bytes) {
        traffic.downMessages++;
        traffic.downBytes += bytes.length;
      },
      closed() {
        playing--;
        if (!stopped) lost++;
      },
    });
    sockets.push(socket);
  };
  return {
    ramp: () => rampUp(2 * matches, rate, join, () => stopped),
    playing: () => playing,
    traffic,
    trouble: () => lost,
    stop() {
      stopped = true;
      wheel.stop();
      for (const socket of sockets) socket.close();
    },
  };
}
