// How the HTML reports look, kept apart from what they say.
#pragma once

namespace batt::io::detail {

inline constexpr const char* html_style = R"(
:root{color-scheme:light dark;--text:#1d2129;--quiet:#5c6470;--page:#f5f6f8;--card:#fff;
--line:#d9dde3;--link:#0b5cad;--good:#17703a;--good-back:#d9f2e1;--some:#805400;--some-back:#fcecc5;
--bad:#a3231c;--bad-back:#fadfdc}
@media(prefers-color-scheme:dark){:root{--text:#e5e8ec;--quiet:#9aa4b0;--page:#14171b;
--card:#1e2228;--line:#363c45;--link:#7db8f5;--good:#7fdc9f;--good-back:#16381f;
--some:#f2c95c;--some-back:#3b2f0c;
--bad:#f79f97;--bad-back:#43191a}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1200px;padding:16px;background:var(--page);color:var(--text);
font:15px/1.45 system-ui,sans-serif}
h1{font-size:1.5em;margin:.2em 0 .6em}
h2{font-size:1.05em;margin:1.2em 0 .3em;overflow-wrap:anywhere}
h3{font-size:.95em;margin:0 0 .4em}
a{color:var(--link)}
dl{display:flex;flex-wrap:wrap;gap:10px;margin:0 0 16px}
dl div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:8px 14px}
dt{color:var(--quiet);font-size:.85em}
dd{margin:0;font-size:1.25em;font-variant-numeric:tabular-nums}
.note{background:var(--some-back);color:var(--some);border-radius:8px;padding:8px 14px;
margin:0 0 12px}
label{display:inline-block;margin:0 0 8px;cursor:pointer}
body:has(#unsolved:checked) .solved{display:none}
.wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;
margin:0 0 20px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:6px 12px;border-bottom:1px solid var(--line);white-space:nowrap}
tr:last-child td{border-bottom:0}
th{color:var(--quiet);font-weight:600;font-size:.85em}
.score{display:inline-block;border-radius:10px;padding:0 9px;font-size:.9em;font-weight:600;
font-variant-numeric:tabular-nums}
.score.solved{color:var(--good);background:var(--good-back)}
.score.part{color:var(--some);background:var(--some-back)}
.score.none{color:var(--bad);background:var(--bad-back)}
.bar{display:inline-block;width:80px;height:8px;border-radius:4px;background:var(--line);
margin-right:8px;overflow:hidden}
@media(max-width:600px){.bar{display:none}th,td{padding:6px 8px}}
.bar i{display:block;height:100%;background:var(--link)}
details{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:0 0 10px;
padding:0 14px;scroll-margin-top:10px}
summary{cursor:pointer;padding:10px 0;font-weight:600;overflow-wrap:anywhere}
.pairs{display:flex;flex-wrap:wrap;gap:12px 36px;padding:0 0 14px}
section{width:max-content;max-width:100%}
.pair{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:flex-start}
figure{margin:0;max-width:100%}
figcaption{color:var(--quiet);font-size:.85em}
svg{display:block;max-width:100%;height:auto}
.why{font-weight:400;color:var(--bad)}
)";

/// Unfolds a task when a link leads to it.
inline constexpr const char* html_script =
    "function unfold(){var e=document.getElementById(location.hash.slice(1));"
    "if(e){e.open=true;e.scrollIntoView()}}addEventListener('hashchange',unfold);unfold()";

} // namespace batt::io::detail
