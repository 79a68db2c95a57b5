/** The people of a simulated competition: they come, lose their line, come back and go. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import { drawPerson, type Person } from "./people.ts";
import type { Plan } from "./plan.ts";
import type { Surroundings } from "./world.ts";

const MINUTE = 60_000;

export class Crowd {
  readonly #world: Surroundings;
  readonly #people = new Map<string, Person>();
  /** Keys of those who have a connection. */
  readonly #connected = new Set<string>();

  constructor(world: Surroundings, plan: Plan) {
    this.#world = world;
    for (let n = 0; n < plan.people; n++) {
      const drawn = drawPerson(`p${n}`, plan.length, plan.late, world.random);
      const person = { ...drawn, goesAt: Math.min(drawn.goesAt, plan.allGoAt) };
      this.#people.set(person.key, person);
      world.agenda.add(person.comesAt, () => this.#come(person));
      world.agenda.add(person.goesAt, () => this.#goForGood(person));
    }
  }

  personOf(entrant: EntrantNumber): Person {
    return this.#people.get(this.#world.state.entrants[entrant]!.key) as Person;
  }

  isConnected(entrant: EntrantNumber): boolean {
    return this.#connected.has(this.personOf(entrant).key);
  }

  /** Some time after having missed a call, most say that they are there. */
  sayHereSoon(entrant: EntrantNumber): void {
    const { agenda, now, random } = this.#world;
    if (random() < 0.2) return;
    agenda.add(now + 5000 + random() * MINUTE, () => {
      if (this.isConnected(entrant)) this.#world.tell({ type: "present", entrant });
    });
  }

  /** After a restart all connections are gone; nearly all people come back within seconds. */
  reconnect(): void {
    const { now, agenda, random } = this.#world;
    for (const key of [...this.#connected]) {
      this.#connected.delete(key);
      const person = this.#people.get(key) as Person;
      const back = random() < 0.05 ? MINUTE : 1000 + random() * 9000;
      agenda.add(now + back, () => this.#connect(person));
    }
  }

  #come(person: Person): void {
    const { now } = this.#world;
    if (now >= person.goesAt) return;
    const { key, rating } = person;
    this.#connected.add(key);
    this.#world.tell({ type: "joined", entrant: { key, name: key, rating, bot: false } });
    this.#dropLater(person);
  }

  #goForGood(person: Person): void {
    const entrant = this.#numberOf(person);
    this.#connected.delete(person.key);
    if (entrant === undefined) return;
    this.#world.tell({ type: person.closesPage ? "absent" : "left", entrant });
  }

  #dropLater(person: Person): void {
    const { now, agenda, random } = this.#world;
    const after = -Math.log(1 - random()) * person.dropEvery;
    agenda.add(now + after, () => this.#drop(person));
  }

  #drop(person: Person): void {
    const { now, agenda, random } = this.#world;
    const entrant = this.#numberOf(person);
    if (entrant === undefined || now >= person.goesAt) return;
    if (this.#connected.delete(person.key)) this.#world.tell({ type: "absent", entrant });
    const back = 1000 - Math.log(1 - random()) * 10_000;
    agenda.add(now + back, () => this.#connect(person));
    this.#dropLater(person);
  }

  #connect(person: Person): void {
    const entrant = this.#numberOf(person);
    if (entrant === undefined || this.#world.now >= person.goesAt) return;
    this.#connected.add(person.key);
    this.#world.tell({ type: "present", entrant });
  }

  #numberOf({ key }: Person): EntrantNumber | undefined {
    return this.#world.state.entrants.find((each) => each.key === key)?.number;
  }
}
