import { html } from "hono/html";

/** Queries to begin with: each shows one table of the snapshot. */
export const examples: readonly {
  readonly name: string;
  readonly sql: string;
}[] = [
  {
    name: "Failed checks by column",
    sql:
      "select column_name, count(*) as failed, count(distinct window_from) as days\nfrom result where verdict = 'fail'\ngroup by column_name order by failed desc",
  },
  {
    name: "Click rate by day and model",
    sql:
      "select day, model, sum(clicks) / sum(exposures) as click_rate\nfrom ranking_day group by day, model order by day, model",
  },
  {
    name: "Most shown titles of the last week",
    sql:
      "select item, any_value(genre) as genre, sum(exposures) as exposures,\n  sum(clicks) / sum(exposures) as click_rate\nfrom item_day where day > (select max(day) from item_day) - interval 7 day\ngroup by item order by exposures desc limit 30",
  },
  {
    name: "Median of each column by day",
    sql:
      "select day, q50 as median, column_name\nfrom column_day where column_name in ('affinity', 'genre_share', 'ctr_7d') order by day",
  },
  {
    name: "What tables are there?",
    sql:
      "select table_name, estimated_size as rows, column_count as columns\nfrom duckdb_tables() where database_name = 'board' order by table_name",
  },
];

/** The Explore page's `<main>`: a box for SQL that runs in the reader's own browser, on a copy of results and profiles. */
export function explore(system: string): string {
  return String(html`
    <header class="lede">
      <h1>Explore</h1>
      <p>Ask anything: DuckDB runs in this browser, on a published copy of results and profiles. Nothing you type leaves the page, and nothing here can be broken.</p>
    </header>
    <section id="explore" aria-labelledby="explore-question"
      data-snapshot="/systems/${system}/snapshot.duckdb">
      <h2 id="explore-question">What do you want to know?</h2>
      <div class="queries" role="group" aria-label="Queries to begin with">
    ${examples.map(({ name, sql }) =>
      html`<button type="button" data-query="${sql}">${name}</button>`
    )}
      </div>
      <form id="ask">
        <label for="sql">SQL</label>
        <textarea id="sql" rows="6" spellcheck="false" autocapitalize="off"
          autocomplete="off">${examples[0]!.sql}</textarea>
        <p
          class="row"><button type="submit" class="primary" disabled>Run</button> <span id="state" role="status">Loading DuckDB, once</span></p>
      </form>
      <figure class="result" id="chart" hidden></figure>
      <div class="result" id="answer" tabindex="0" role="region"
        aria-label="Result"></div>
    </section>
  `);
}
