"""Makes a folder of inputs and golden values from random data of our own.

    python -m venv /tmp/peers
    /tmp/peers/bin/pip install numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 statsmodels==0.15.0 \
        river==0.26.1 ranx==0.3.21 nannyml==0.13.1 evidently==0.7.23
    /tmp/peers/bin/python test/golden/sample/make.py test/golden/sample
    /tmp/peers/bin/python test/golden/sample/make.py /tmp/other --rows 5000 --seed 7 --digits 17

Keys and calls are named as in the folder that `deno task goldens` judges by default; the columns are others on purpose.
"""

import argparse
import json
import math
import os
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import scipy
import sklearn
from scipy import stats
from scipy.spatial import distance
from sklearn import metrics
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

warnings.filterwarnings("ignore")
# NannyML and Evidently report their use unless told not to.
os.environ.update(NML_DISABLE_USAGE_LOGGING="1", DO_NOT_TRACK="1")
NUMBERS = ["price", "wait", "body mass", "flat", "spend", "visits", "score"]
CATEGORIES = ["shade", "shop id", "member"]
SCIPY, NUMPY, PANDAS, SKLEARN = (
    f"{m.__name__} {m.__version__}" for m in (scipy, np, pd, sklearn)
)
goldens = {}


def put(key, value, lib, call, **more):
    goldens[key] = {"value": clean(value), "lib": lib, "call": call, **clean(more)}


def clean(x):
    if isinstance(x, dict):
        return {str(k): clean(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray, pd.Series)):
        return [clean(v) for v in x]
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    if isinstance(x, (float, np.floating)):
        return float(x) if math.isfinite(x) else None
    return x


def side(rng, rows, moved, start):
    """One table; `moved` is how far the current side drifted, 0 for the reference."""
    trend = np.linspace(0, 2, rows) * moved
    price = rng.normal(20 - trend, 5)
    wait = rng.lognormal(3 + 0.2 * trend, 1.2)
    wait[rng.random(rows) < 0.04] = np.nan
    mass = np.round(rng.normal(70 + 2 * moved, 9, rows))
    spend = np.where(rng.random(rows) < 0.55, 0, np.round(rng.gamma(2, 30, rows), 1))
    visits = rng.poisson(3 + 0.4 * moved, rows)
    shade = rng.choice(["red", "green", "it's", 'say "so"'], rows, p=[0.5, 0.3 - 0.1 * moved, 0.15, 0.05 + 0.1 * moved])
    shop = rng.zipf(1.6, rows) % (30 + 8 * int(moved)) + 100
    member = rng.random(rows) < 0.3 + 0.08 * moved
    z = 0.08 * (price - 20) + 0.3 * (visits - 3) - 0.6
    score = 1 / (1 + np.exp(-z - rng.normal(0, 0.7, rows)))
    label = (rng.random(rows) < 1 / (1 + np.exp(-1.3 * z))).astype(int)
    truth = 10 + 2 * z + rng.normal(0, 1 + 0.4 * moved, rows)
    table = pd.DataFrame(
        {
            "ts": pd.date_range(start, periods=rows, freq="5min"),
            "price": price, "wait": wait, "body mass": mass, "flat": 3, "spend": spend, "visits": visits,
            "shade": pd.Series(shade, dtype=object).where(rng.random(rows) > 0.03, None),
            "shop id": [f"s{i}" for i in shop],
            "member": pd.Series(member, dtype=object).where(rng.random(rows) > 0.02, None),
            "score": score, "label": label, "pred": 0,
            "reg_true": truth, "reg_pred": truth + rng.normal(0, 1 + 0.3 * moved, rows),
        }
    )
    return table


def make_inputs(rng, rows, digits):
    ref, cur = side(rng, rows, 0, "2026-03-01"), side(rng, rows, 1, "2026-04-01")
    n = rows if rows < 3000 else 6000
    third = n // 3
    gauss = rng.normal(np.r_[np.zeros(third), np.full(third, -1.2), np.full(n - 2 * third, 0.6)], 1)
    stream = pd.DataFrame(
        {
            "i": range(n),
            "gauss": gauss,
            "unit": 1 / (1 + np.exp(-gauss)),
            "err": (rng.random(n) < np.where(np.arange(n) < n // 2, 0.12, 0.33)).astype(int),
        }
    )
    ranking = []
    for q in range(min(120, max(30, rows // 20))):
        size = rng.integers(4, 16)
        rel = rng.choice([0, 1, 2, 3], size, p=[0.6, 0.2, 0.12, 0.08])
        if q % 25 == 24:
            rel[:] = 0
        ranking += [(f"q{q:03}", f"d{q}_{d}", int(r), float(rng.normal(0.7 * r, 1))) for d, r in enumerate(rel)]
    ranking = pd.DataFrame(ranking, columns=["query", "doc", "rel", "score"])
    exposure = pd.DataFrame({"item": [f"i{i}" for i in range(150)], "impressions": rng.zipf(1.4, 150) % 20000})
    if digits < 17:
        for table in (ref, cur, stream, ranking):
            floats = table.select_dtypes("float").columns
            table[floats] = table[floats].round(digits)
    for table in (ref, cur):
        table["pred"] = (table.score > 0.5).astype(int)
    return ref, cur, stream, ranking, exposure


def write(out, ref, cur, stream, ranking, exposure, parquet):
    out.mkdir(parents=True, exist_ok=True)
    for name, table in [("ref", ref), ("cur", cur), ("stream", stream), ("ranking", ranking), ("exposure", exposure)]:
        table.to_csv(out / f"{name}.csv", index=False, float_format="%.17g")
        if parquet and name in ("ref", "cur"):
            table.to_parquet(out / f"{name}.parquet", index=False)


def shares(x, edges):
    return np.histogram(x, np.r_[-np.inf, edges, np.inf])[0] / len(x)


def psi(p, q, floor=1e-4):
    p, q = np.maximum(p, floor), np.maximum(q, floor)
    return float(np.sum((p - q) * np.log(p / q)))


def mmd(a, b):
    pooled = np.vstack([a, b])
    d2 = distance.squareform(distance.pdist(pooled, "sqeuclidean"))
    upper = np.sqrt(d2[np.triu_indices(len(pooled), 1)])
    sigma = np.median(upper) or 1.0
    k, n, m = np.exp(-d2 / (2 * sigma**2)), len(a), len(b)
    xx, yy, xy = k[:n, :n], k[n:, n:], k[:n, n:]
    return {
        "sigma_median": sigma,
        "biased": xx.mean() + yy.mean() - 2 * xy.mean(),
        "unbiased": (xx.sum() - n) / n / (n - 1) + (yy.sum() - m) / m / (m - 1) - 2 * xy.mean(),
    }


def numeric(ref, cur, name):
    a, b = (t[name].dropna().to_numpy(float) for t in (ref, cur))
    found = stats.ks_2samp(a, b, method="asymp")
    put(f"ks/{name}/statistic", found.statistic, SCIPY, 'stats.ks_2samp(ref, cur, method="asymp")')
    put(f"ks/{name}/p_asymp", found.pvalue, SCIPY, "same")
    put(f"ks/{name}/p_auto", stats.ks_2samp(a, b).pvalue, SCIPY, 'method="auto"')
    exact = stats.ks_2samp(a[:60], b[:80], method="exact")
    put(f"ks/{name}/head_60_80/p_exact", exact.pvalue, SCIPY, 'first non-null values, method="exact"')
    put(f"ks/{name}/head_60_80/statistic", exact.statistic, SCIPY, "same")
    w = stats.wasserstein_distance(a, b)
    put(f"wasserstein/{name}/raw", w, SCIPY, "stats.wasserstein_distance")
    put(f"wasserstein/{name}/normed_by_ref_std", w / max(np.std(a), 0.001), SCIPY, "by max(std of ref, 0.001)")
    put(f"energy/{name}", stats.energy_distance(a, b), SCIPY, "stats.energy_distance")
    u = stats.mannwhitneyu(a, b, alternative="two-sided", method="asymptotic")
    put(f"mannwhitney/{name}/U", u.statistic, SCIPY, 'stats.mannwhitneyu(method="asymptotic")')
    put(f"mannwhitney/{name}/p", u.pvalue, SCIPY, "same")
    c = stats.cramervonmises_2samp(a, b, method="asymptotic")
    put(f"cvm/{name}/statistic", c.statistic, SCIPY, 'stats.cramervonmises_2samp(method="asymptotic")')
    put(f"cvm/{name}/p", c.pvalue, SCIPY, "same")
    try:
        ad = stats.anderson_ksamp([a, b], variant="midrank")
        put(f"anderson_ksamp/{name}/statistic", ad.statistic, SCIPY, 'stats.anderson_ksamp(variant="midrank")')
        put(f"anderson_ksamp/{name}/p", ad.pvalue, SCIPY, "same")
    except ValueError as error:
        put(f"anderson_ksamp/{name}/error", str(error), SCIPY, "raises")
    edges = np.unique(np.quantile(a, np.arange(1, 10) / 10))
    p, q = shares(a, edges), shares(b, edges)
    put(f"psi_eqfreq10/{name}", psi(p, q), NUMPY, "np.quantile edges, shares floored at 1e-4")
    for what, value in [("edges", edges), ("ref_share", p), ("cur_share", q)]:
        put(f"psi_eqfreq10/{name}/{what}", value, NUMPY, "same")
    at = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
    put(f"quantiles/{name}/ref", np.quantile(a, at), NUMPY, f"np.quantile(ref, {at})")
    constant = np.ptp(np.r_[a, b]) == 0
    shape = [0, 0] if constant else [stats.skew(a), stats.kurtosis(a)]
    put(f"moments/{name}/ref", [a.mean(), a.std(), a.std(ddof=1), *shape], SCIPY, "mean, std, std ddof1, skew, kurtosis")
    lev = [0, 1] if constant else list(stats.levene(a, b))
    t = [0, 1] if constant else list(stats.ttest_ind(a, b, equal_var=False))
    put(f"levene/{name}", lev, SCIPY, "stats.levene; a constant set by hand")
    put(f"welch_t/{name}", t, SCIPY, "stats.ttest_ind(equal_var=False); a constant set by hand")
    put(f"mmd2_rbf/{name}", mmd(a[:500, None], b[:500, None]), NUMPY, "first 500 non-null rows each")


def fixed(ref, cur, name):
    a, b = (t[name].dropna().to_numpy(float) for t in (ref, cur))
    edges = np.linspace(a.min(), a.max(), 21)[1:-1]
    p, q = shares(a, edges), shares(b, edges)
    put(
        f"fixed20/{name}",
        {
            "js_distance_e": distance.jensenshannon(p, q),
            "js_distance_2": distance.jensenshannon(p, q, base=2),
            "hellinger": math.sqrt(max(0, 1 - np.sqrt(p * q).sum())),
            "kl_ref_cur_floor1e-4": stats.entropy(np.maximum(p, 1e-4), np.maximum(q, 1e-4)),
        },
        SCIPY,
        "20 equal-width bins over the range of ref, outer bins open",
    )


def categorical(ref, cur, name):
    a, b = (t[name].dropna().astype(str).value_counts() for t in (ref, cur))
    keys = sorted(set(a.index) | set(b.index))
    table = np.array([[s.get(k, 0) for k in keys] for s in (a, b)])
    put(f"cat_counts/{name}", {k: table[:, i] for i, k in enumerate(keys)}, PANDAS, "value_counts of non-null values")
    x = stats.chi2_contingency(table, correction=False)
    put(f"chi2/{name}", {"statistic": x.statistic, "p": x.pvalue, "dof": x.dof}, SCIPY, "stats.chi2_contingency(correction=False)")
    y = stats.chi2_contingency(table, correction=True)
    put(f"chi2_yates/{name}", {"statistic": y.statistic, "p": y.pvalue}, SCIPY, "correction=True")
    g = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    put(f"g_test/{name}", {"statistic": g.statistic, "p": g.pvalue}, SCIPY, 'lambda_="log-likelihood"')
    put(f"cramers_v/{name}", stats.contingency.association(table, method="cramer"), SCIPY, "association(method=cramer)")
    p, q = table[0] / table[0].sum(), table[1] / table[1].sum()
    put(f"linf/{name}", np.abs(p - q).max(), NUMPY, "max |p - q|")
    put(f"tvd/{name}", np.abs(p - q).sum() / 2, NUMPY, "half the sum of |p - q|")
    put(f"hellinger/{name}", math.sqrt(max(0, 1 - np.sqrt(p * q).sum())), NUMPY, "sqrt(1 - sum sqrt(p q))")
    put(f"js_distance/{name}/base_e", distance.jensenshannon(p, q), SCIPY, "distance.jensenshannon")
    put(f"js_distance/{name}/base_2", distance.jensenshannon(p, q, base=2), SCIPY, "base=2")
    put(f"psi_categorical/{name}", psi(p, q), NUMPY, "shares floored at 1e-4")


def several_columns(ref, cur):
    names = ["price", "body mass", "visits"]
    a, b = (t[names].to_numpy(float)[:500] for t in (ref, cur))
    mean, std = ref[names].to_numpy(float)[:500].mean(0), a.std(0)
    put("mmd2_rbf/multivariate", mmd((a - mean) / std, (b - mean) / std), NUMPY, f"columns {','.join(names)} of the first 500 rows, standardised by ref")
    put("nulls", {c: [ref[c].isna().sum(), cur[c].isna().sum()] for c in ref}, PANDAS, "isna().sum()")
    if len(ref) < 3000:
        return  # on few rows two learners differ by more than the tolerance
    both = pd.concat([ref, cur])[[*NUMBERS, *CATEGORIES]].copy()
    for c in CATEGORIES:
        both[c] = both[c].astype("category").cat.codes
    side = np.r_[np.zeros(len(ref)), np.ones(len(cur))]
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    p = cross_val_predict(HistGradientBoostingClassifier(random_state=0), both.to_numpy(float), side, cv=folds, method="predict_proba")
    put("domain_classifier/auc_oof", metrics.roc_auc_score(side, p[:, 1]), SKLEARN, "HistGradientBoostingClassifier, 5-fold out of fold: within 0.02")


def model(name, t):
    y, s, c = t.label, t.score, t.pred
    precision, recall, _ = metrics.precision_recall_curve(y, s)
    fpr, tpr, _ = metrics.roc_curve(y, s)
    gap = lambda bins: sum(len(g) / len(t) * abs(g.label.mean() - g.score.mean()) for _, g in t.groupby(bins) if len(g))
    figures = {
        "roc_auc": metrics.roc_auc_score(y, s), "average_precision": metrics.average_precision_score(y, s),
        "pr_auc_trapezoid": metrics.auc(recall, precision), "log_loss": metrics.log_loss(y, s),
        "brier": metrics.brier_score_loss(y, s), "f1": metrics.f1_score(y, c),
        "precision": metrics.precision_score(y, c), "recall": metrics.recall_score(y, c),
        "mcc": metrics.matthews_corrcoef(y, c), "balanced_accuracy": metrics.balanced_accuracy_score(y, c),
        "kappa": metrics.cohen_kappa_score(y, c), "confusion": metrics.confusion_matrix(y, c).ravel().astype(float),
        "ece10": gap(np.minimum(np.floor(s * 10), 9).to_numpy()), "ece10_eqfreq": gap(pd.qcut(s, 10, labels=False).to_numpy()),
        "ks_of_roc": (tpr - fpr).max(), "recall_at_fpr_0.05": tpr[fpr <= 0.05].max(),
        "rmse": metrics.root_mean_squared_error(t.reg_true, t.reg_pred), "mae": metrics.mean_absolute_error(t.reg_true, t.reg_pred),
        "mape": metrics.mean_absolute_percentage_error(t.reg_true, t.reg_pred), "r2": metrics.r2_score(t.reg_true, t.reg_pred),
        "medae": metrics.median_absolute_error(t.reg_true, t.reg_pred),
    }
    for key, value in figures.items():
        put(f"model/{name}/{key}", value, SKLEARN, key)


def isotonic(ref):
    fit = IsotonicRegression(out_of_bounds="clip").fit(ref.score, ref.label)
    put("isotonic/grid_0_1_by_0.05", fit.predict(np.linspace(0, 1, 21)), SKLEARN, "predict(linspace(0, 1, 21))")
    put("isotonic/n_thresholds", len(fit.X_thresholds_), SKLEARN, "len(X_thresholds_)")
    put("isotonic/brier_ref_after", metrics.brier_score_loss(ref.label, fit.predict(ref.score)), SKLEARN, "Brier on ref after calibration")
    x, y = list(range(1, 8)), [2, 1, 4, 3, 3.5, 9, 8]
    put("isotonic/tiny", IsotonicRegression().fit_transform(x, y), SKLEARN, f"fit_transform({x},{y})")


def ranking_goldens(t):
    from ranx import Qrels, Run, evaluate

    good = [q for q, g in t.groupby("query") if (g.rel > 0).any()]
    t = t[t["query"].isin(good)]
    by = lambda column: {q: dict(zip(g.doc, g[column])) for q, g in t.groupby("query")}
    qrels = Qrels({q: {d: int(r) for d, r in docs.items() if r > 0} for q, docs in by("rel").items()})
    run = Run({q: {d: float(s) for d, s in docs.items()} for q, docs in by("score").items()})
    names = "ndcg@5 ndcg@10 ndcg_burges@5 ndcg_burges@10 map@5 map@10 map mrr mrr@5 recall@5 recall@10 precision@5 precision@10 hit_rate@5 r-precision f1@5"
    for name in names.split():
        put(f"ranking/{name}", evaluate(qrels, run, name), "ranx 0.3.21", f'ranx.evaluate(Qrels(rel>0), Run(score), "{name}")')
    ndcg = [metrics.ndcg_score([g.rel], [g.score], k=10) for _, g in t.groupby("query") if len(g) > 1]
    put("ranking/ndcg@10_sklearn", np.mean(ndcg), SKLEARN, "metrics.ndcg_score(k=10)")
    for k in (1, 3, 5, 10):
        rows = []
        for _, g in t.groupby("query"):
            rel = (g.sort_values("score", ascending=False).rel > 0).to_numpy(float)
            n, top = rel.sum(), rel[:k]
            hits = np.cumsum(top) / np.arange(1, len(top) + 1)
            gain = lambda r: (r / np.log2(np.arange(2, len(r) + 2))).sum()
            ap = (hits * top).sum()
            rows.append({
                "ndcg": gain(top) / gain(np.sort(rel)[::-1][:k]), "map_min_nk": ap / min(n, k), "map_n": ap / n,
                "mrr": 1 / (np.argmax(top) + 1) if top.any() else 0, "recall": top.sum() / n, "precision": top.sum() / k,
            })
        for name, value in pd.DataFrame(rows).mean().items():
            put(f"ranking_binary/{name}@{k}", value, NUMPY, "by hand, rel > 0")


def small_things(exposure):
    from statsmodels.stats.multitest import multipletests

    raw = [0.004, 0.5, 0.011, 0.02, 0.03, 0.0003, 0.8]
    for method in ("bonferroni", "holm", "fdr_bh", "fdr_by"):
        put(f"multitest/{method}", multipletests(raw, method=method)[1], "statsmodels 0.15.0", f'multipletests({raw}, method="{method}")')
    x = np.sort(exposure.impressions.to_numpy(float))
    n, p = len(x), x / x.sum()
    put(
        "concentration",
        {
            "gini": 2 * (np.arange(1, n + 1) * x).sum() / (n * x.sum()) - (n + 1) / n, "hhi": (p**2).sum(),
            "entropy_nats": stats.entropy(p), "effective_items_exp_entropy": math.exp(stats.entropy(p)),
            "top10_share": p[-10:].sum(), "coverage_nonzero": (x > 0).mean(),
        },
        NUMPY,
        "Gini, Herfindahl, entropy, share of the ten most shown items",
    )


def river_goldens(stream):
    from river import drift

    made = [
        ("ADWIN", "drift.ADWIN()", drift.ADWIN, {}, ("gauss", "unit", "err")),
        ("PageHinkley", "drift.PageHinkley()", drift.PageHinkley, {}, ("gauss", "unit", "err")),
        ("ADWIN_delta0.1", "drift.ADWIN(delta=0.1)", drift.ADWIN, {"delta": 0.1}, ("unit",)),
        ("PageHinkley_thr10", "drift.PageHinkley(threshold=10)", drift.PageHinkley, {"threshold": 10}, ("unit",)),
        ("DDM", "drift.binary.DDM()", drift.binary.DDM, {}, ("err",)),
        ("EDDM", "drift.binary.EDDM()", drift.binary.EDDM, {}, ("err",)),
        ("HDDM_A", "drift.binary.HDDMA()", drift.binary.HDDMA, {}, ("err",)),
        ("HDDM_W", "drift.binary.HDDMW()", drift.binary.HDDMW, {}, ("err",)),
    ]
    for seed in (1, 2, 42):
        options = {"alpha": 1e-4, "window_size": 200, "stat_size": 30, "seed": seed}
        call = f"drift.KSWIN(alpha=1e-4, window_size=200, stat_size=30, seed={seed})"
        made.append((f"KSWIN_seed{seed}", call, drift.KSWIN, options, ("gauss",)))
    for key, call, detector, options, columns in made:
        for column in columns:
            watch, found, warned = detector(**options), [], []
            for i, value in enumerate(stream[column]):
                watch.update(bool(value) if "binary" in call else value)
                if watch.drift_detected:
                    found.append(i)
                if getattr(watch, "warning_detected", False):
                    warned.append(i)
            put(f"river/{key}/{column}", found, "river 0.26.1", f"{call} over stream.csv[{column}]", warnings_first20=warned[:20])


def nannyml_goldens(ref, cur, size):
    import nannyml as nml

    lib, say = "nannyml 0.13.1", f"(chunk_size={size}).fit(ref).calculate(cur)"
    ref, cur = ref.drop(columns="ts").copy(), cur.drop(columns="ts").copy()
    for t in (ref, cur):
        t["member"] = t.member.astype(object)
    numbers = [c for c in NUMBERS if c != "flat"]
    on = "kolmogorov_smirnov jensen_shannon wasserstein hellinger".split()
    off = "chi2 jensen_shannon l_infinity hellinger".split()
    found = nml.UnivariateDriftCalculator(
        column_names=[*numbers, *CATEGORIES], treat_as_categorical=CATEGORIES, chunk_size=size,
        continuous_methods=on, categorical_methods=off,
    ).fit(ref).calculate(cur).filter(period="analysis").to_df()
    for columns, methods in ((numbers, on), (CATEGORIES, off)):
        for column in columns:
            for method in methods:
                put(f"nannyml/{method}/{column}", found[(column, method, "value")], lib, "UnivariateDriftCalculator" + say)
    names = "roc_auc f1 precision recall accuracy specificity average_precision".split()
    args = dict(problem_type="classification_binary", y_true="label", y_pred_proba="score", y_pred="pred", chunk_size=size)
    found = nml.CBPE(metrics=names, **args).fit(ref).estimate(cur).filter(period="analysis").to_df()
    real = nml.PerformanceCalculator(metrics=names, **args).fit(ref).calculate(cur).filter(period="analysis").to_df()
    for name in names:
        put(f"nannyml/cbpe/{name}", found[(name, "value")], lib, f"CBPE(chunk_size={size}).fit(ref).estimate(cur)", realized=real[(name, "value")])
    columns = ["price", "wait", "body mass", "visits"]
    found = nml.DataReconstructionDriftCalculator(column_names=columns, chunk_size=size).fit(ref).calculate(cur).filter(period="analysis").to_df()
    put("nannyml/pca_reconstruction", found[("reconstruction_error", "value")], lib, f"DataReconstructionDriftCalculator({','.join(columns)}; chunk_size={size})")
    for column in ("wait", "shade", "member"):
        found = nml.MissingValuesCalculator(column_names=[column], chunk_size=size).fit(ref).calculate(cur).filter(period="analysis").to_df()
        put(f"nannyml/missing_rate/{column}", found[(column, "value")], lib, f"MissingValuesCalculator(chunk_size={size})")
    found = nml.UnseenValuesCalculator(column_names=["shop id"], chunk_size=size, normalize=True).fit(ref).calculate(cur).filter(period="analysis").to_df()
    put("nannyml/unseen_rate/shop id", found[("shop id", "value")], lib, f"UnseenValuesCalculator(chunk_size={size}, normalize=True)")


def evidently_goldens(ref, cur):
    import pandas.core.dtypes.common as common

    # Evidently 0.7.23 imports a function that pandas 3 no longer has and never calls it here.
    common.infer_dtype_from_object = getattr(common, "infer_dtype_from_object", None)
    from evidently.legacy.calculations.stattests.registry import get_stattest
    from evidently.legacy.core import ColumnType

    lib = "evidently 0.7.23"
    plans = [
        (NUMBERS, ColumnType.Numerical, "anderson cramer_von_mises ed es hellinger jensenshannon kl_div ks mannw psi t_test wasserstein"),
        (CATEGORIES, ColumnType.Categorical, "chisquare hellinger jensenshannon kl_div psi"),
        (["member"], ColumnType.Categorical, "z"),
    ]
    for columns, kind, names in plans:
        for name in names.split():
            for column in columns:
                a, b = (t[column].dropna().reset_index(drop=True) for t in (ref, cur))
                if column == "member":
                    a, b = a.astype(str), b.astype(str)
                try:
                    score = get_stattest(a, b, kind, name)(a, b, kind, None).drift_score
                    put(f"evidently/{name}/{column}", score, lib, f'legacy stattest "{name}"')
                except ValueError as error:
                    put(f"evidently/{name}/{column}", None, lib, f'legacy stattest "{name}"', error=str(error)[:80])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--seed", type=int, default=20260301)
    parser.add_argument("--digits", type=int, default=3)
    args = parser.parse_args()
    inputs = make_inputs(np.random.default_rng(args.seed), args.rows, args.digits)
    ref, cur, stream, ranking, exposure = inputs
    write(args.out, *inputs, parquet=args.digits == 17)
    for name in NUMBERS:
        numeric(ref, cur, name)
    for name in NUMBERS:
        if name != "flat":
            fixed(ref, cur, name)
    for name in CATEGORIES:
        categorical(ref, cur, name)
    several_columns(ref, cur)
    model("ref", ref)
    model("cur", cur)
    isotonic(ref)
    ranking_goldens(ranking)
    small_things(exposure)
    river_goldens(stream)
    nannyml_goldens(ref, cur, 1000 if args.rows >= 3000 else args.rows // 4)
    evidently_goldens(ref, cur)
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in goldens.items())
    (args.out / "goldens.json").write_text(f'{{"seed": {args.seed}, "goldens": {{\n{lines}\n}}}}\n')


main()
