namespace Aegis.EmbeddingServer.Scheduling;

/// <summary>Waiting sequences that may fill a Run, as long as it has no more cells (sequences x longest length) than so many, and no more sequences than so many.</summary>
internal readonly record struct RunSource(WaitingLists Lists, int MaxCells, int MaxRows = int.MaxValue)
{
    /// <summary>Most rows that the Run may have when its longest sequence has so many tokens.</summary>
    public int MostRows(int longest) => Math.Min(MaxCells / longest, MaxRows);
}
