namespace Aegis.SoakRunner.Report;

/// <summary>Style of the HTML page: light and dark, for phones, wide screens and paper.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--back:#fff;--text:#1f2328;--soft:#57606a;--line:#d0d7de;--stripe:#f6f8fa;
        --pass:#0b6b3a;--fail:#a40e26;--unsure:#7d4e00;--stopped:#424a53}
        @media (prefers-color-scheme:dark){:root{--back:#0d1117;--text:#e6edf3;--soft:#9da7b3;--line:#30363d;--stripe:#161b22}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--text);
        font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif}
        main{max-width:1480px;margin:0 auto;padding:16px 20px 48px}
        h1{font-size:1.45rem;margin:.2em 0 .6em;overflow-wrap:anywhere}
        h2{font-size:1.15rem;margin:2em 0 .5em;padding-bottom:.25em;border-bottom:1px solid var(--line)}
        p,li{max-width:95ch;overflow-wrap:anywhere}
        .verdict{color:#fff;border-radius:8px;padding:12px 16px;margin:0 0 1em}
        .verdict strong{font-size:1.3rem;letter-spacing:.03em;margin-right:.6em}
        .verdict span{overflow-wrap:anywhere}
        .back-pass{background:var(--pass)}.back-fail{background:var(--fail)}
        .back-inconclusive{background:var(--unsure)}.back-stopped{background:var(--stopped)}
        .outcome{display:inline-block;color:#fff;border-radius:4px;padding:0 .5em;font-weight:600;font-size:.85em;white-space:nowrap}
        .scroll{overflow-x:auto;margin:.8em 0;border:1px solid var(--line);border-radius:6px}
        .scroll:focus-visible{outline:2px solid #0072b2;outline-offset:2px}
        table{border-collapse:collapse;width:100%;font-size:.92em}
        caption{text-align:left;padding:.5em .8em;color:var(--soft)}
        th,td{padding:.35em .8em;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
        thead th{white-space:nowrap;background:var(--stripe)}
        tbody th{font-weight:600;min-width:7em;max-width:24em;overflow-wrap:break-word}
        td{min-width:4em;max-width:48em;overflow-wrap:break-word}
        td.text{min-width:7em}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:14px}
        .charts figure{margin:0;max-width:680px}
        .charts svg{display:block;width:100%;height:auto}
        pre{overflow-x:auto;padding:.8em 1em;background:var(--stripe);border:1px solid var(--line);border-radius:6px}
        @media (max-width:600px){main{padding:10px 12px 32px}th,td{padding:.3em .5em}}
        @media print{.scroll{overflow:visible}.charts figure,tr{break-inside:avoid}.verdict,.outcome{print-color-adjust:exact}}
        """;
}
