namespace Aegis.SoakRunner.Report;

internal static class CompareReport
{
    public static string Write(SoakReport a, SoakReport b) => $"{a.Id} {b.Id}";
}
