using System.Globalization;

namespace Aegis.SoakRunner.Text;

/// <summary>Values with their units, equal in every culture.</summary>
internal static class Wording
{
    private const double Mebibyte = 1 << 20;

    public static string Of(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) => Of($"{value:0.0} ms");

    public static string Share(double value) => Of($"{100 * value:0.###} %");

    public static string Bytes(double value) => Of($"{value / Mebibyte:0.0} MiB");

    public static string Probability(double value) => value < 0.001 ? "p < 0.001" : Of($"p = {value:0.###}");

    public static string Number(double value) => Of($"{value:0.##}");
}
