import { expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { cleanEnvironment } from "../../src/environment.ts";

/** What Kubernetes 1.31 sets for services named quickpong, quickpong-metrics and quickpong-redis. */
const SERVICE_LINKS = {
  QUICKPONG_PORT: "tcp://10.96.0.7:80",
  QUICKPONG_SERVICE_HOST: "10.96.0.7",
  QUICKPONG_SERVICE_PORT: "80",
  QUICKPONG_SERVICE_PORT_HTTP: "80",
  QUICKPONG_PORT_80_TCP: "tcp://10.96.0.7:80",
  QUICKPONG_PORT_80_TCP_ADDR: "10.96.0.7",
  QUICKPONG_PORT_80_TCP_PORT: "80",
  QUICKPONG_PORT_80_TCP_PROTO: "tcp",
  QUICKPONG_METRICS_PORT: "tcp://10.96.0.8:9464",
  QUICKPONG_METRICS_SERVICE_HOST: "10.96.0.8",
  QUICKPONG_METRICS_PORT_9464_TCP: "tcp://10.96.0.8:9464",
  QUICKPONG_REDIS_SERVICE_PORT: "6379",
};
const read = (environment: Record<string, string>, hostname = "box") => {
  const clean = cleanEnvironment(environment, hostname);
  return { config: readConfig(clean.environment), warnings: clean.warnings };
};

test("Kubernetes' service links are left out with one warning that names them", () => {
  const { config, warnings } = read({ ...SERVICE_LINKS, PORT: "8080" });
  expect(config).toMatchObject({ port: 8080, metricsPort: undefined });
  expect(warnings).toEqual([expect.stringContaining("Kubernetes")]);
  for (const name of Object.keys(SERVICE_LINKS)) expect(warnings[0]).toContain(name);
});

test("settings of ours stay, and a misspelt one is still an error", () => {
  expect(read({ QUICKPONG_METRICS_PORT: "9464" })).toMatchObject({
    config: { metricsPort: 9464 },
    warnings: [],
  });
  expect(() => read({ QUICKPONG_METRIC_PORT: "9464" })).toThrow("QUICKPONG_METRIC_PORT");
  expect(() => read({ QUICKPONG_PORT: "2567" })).toThrow("QUICKPONG_PORT: no such setting");
});

test.each([
  "quickpong-7d9c5b6f4b-x2x4q",
  "quickpong.games-0",
  "a-deployment-with-a-long-name-7d9c5b6f4b-x2x4q",
])("%s, a pod's name, is a process's", (name) => {
  expect(read({ QUICKPONG_PROCESS: name })).toMatchObject({
    config: { processName: name },
    warnings: [],
  });
});

test("of a name that is too long the end is taken, which differs from pod to pod", () => {
  const name = `${"long-".repeat(20)}7d9c5b6f4b-x2x4q`;
  const { config, warnings } = read({ QUICKPONG_PROCESS: name });
  expect(name.endsWith(config.processName)).toBe(true);
  expect(config.processName).toMatch(/^[\w-]{50,63}$/);
  expect(warnings).toEqual([expect.stringContaining(config.processName)]);
});

test("a shell that puts the machine's name into HOST changes nothing", () => {
  for (const host of ["box", "box.example.org"]) {
    const { config, warnings } = read({ HOST: host }, "box.example.org");
    expect(config.host).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining(`HOST=${host}`)]);
  }
  for (const host of ["localhost", "10.0.0.3", "other"]) {
    expect(read({ HOST: host }, "localhost")).toMatchObject({ config: { host }, warnings: [] });
  }
});
