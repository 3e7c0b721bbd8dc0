import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The pushes of the button, and the best of them. */
export class Button1796014800000 implements MigrationInterface {
  readonly name = 'Button1796014800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE button_head (
      id smallint NOT NULL,
      epoch bigint NOT NULL,
      CONSTRAINT button_head_pkey PRIMARY KEY (id)
    )`);
    await runner.query(`CREATE TABLE button_pushes (
      epoch bigint NOT NULL,
      version bigint NOT NULL,
      player uuid NOT NULL,
      request_id text NOT NULL,
      at timestamptz NOT NULL,
      seen bigint NOT NULL,
      ends timestamptz NOT NULL,
      count integer NOT NULL,
      started_at timestamptz NOT NULL,
      left_ms integer,
      CONSTRAINT button_pushes_pkey PRIMARY KEY (epoch, version),
      CONSTRAINT button_pushes_request UNIQUE (player, request_id)
    )`);
    await runner.query('CREATE INDEX button_pushes_at ON button_pushes (at)');
    await runner.query(`CREATE TABLE button_closest (
      epoch bigint NOT NULL,
      version bigint NOT NULL,
      player uuid NOT NULL,
      left_ms integer NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT button_closest_pkey PRIMARY KEY (epoch, version)
    )`);
    await runner.query('CREATE INDEX button_closest_left ON button_closest (left_ms, at)');
    await runner.query(`CREATE TABLE button_rounds (
      started_at timestamptz NOT NULL,
      ends timestamptz NOT NULL,
      count integer NOT NULL,
      CONSTRAINT button_rounds_pkey PRIMARY KEY (started_at)
    )`);
    await runner.query(`CREATE TABLE button_players (
      player uuid NOT NULL,
      pushes bigint NOT NULL,
      left_ms integer,
      at timestamptz,
      CONSTRAINT button_players_pkey PRIMARY KEY (player)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['players', 'rounds', 'closest', 'pushes', 'head'])
      await runner.query(`DROP TABLE button_${table}`);
  }
}
