namespace Aegis.SoakRunner.Report.Charts;

/// <summary>Colours of charts: the palette of Okabe and Ito, for people with colour blindness.</summary>
internal static class SvgStyle
{
    public const int Colors = 7;

    /// <summary>Classes have a prefix: the style of an inline SVG applies to the whole page.</summary>
    public const string Css = """
        .ac-back{fill:#fff;stroke:#d0d7de}
        .ac-plot{fill:none;stroke:#8c959f}
        .ac-grid{stroke:#e4e8ec;stroke-width:1}
        .ac-shade{fill:#8c959f;fill-opacity:.16}
        .ac-edge{stroke:#6e7781;stroke-width:1;stroke-dasharray:2 3}
        .ac text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;font-size:12px;fill:#1f2328}
        .ac .ac-title{font-size:15px;font-weight:600}
        .ac .ac-soft{fill:#57606a}
        .ac-line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .ac-fine{stroke-width:1}
        .ac-dashed{stroke-dasharray:7 5}
        .ac-dotted{stroke-dasharray:1 5}
        .ac-0{stroke:#0072b2}.ac-1{stroke:#d55e00}.ac-2{stroke:#009e73}.ac-3{stroke:#cc79a7}
        .ac-4{stroke:#e69f00}.ac-5{stroke:#56b4e9}.ac-6{stroke:#000}
        @media (prefers-color-scheme:dark){
        .ac-back{fill:#0d1117;stroke:#30363d}
        .ac-plot{stroke:#6e7681}
        .ac-grid{stroke:#21262d}
        .ac-edge{stroke:#8b949e}
        .ac text{fill:#e6edf3}
        .ac .ac-soft{fill:#9da7b3}
        .ac-0{stroke:#56b4e9}.ac-1{stroke:#e8762b}.ac-2{stroke:#1fb98d}.ac-3{stroke:#d98fb8}
        .ac-4{stroke:#f0e442}.ac-5{stroke:#3a8fd0}.ac-6{stroke:#fff}
        }
        """;
}
