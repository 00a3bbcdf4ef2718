using Aegis.SoakRunner.Document;
using Aegis.SoakRunner.Measure;
using Aegis.SoakRunner.Target;

namespace Aegis.SoakRunner.Tests.Measure;

public sealed class MachineLoadTests
{
    [Fact]
    public void BusySeconds_LineOfProcStat_LeavesOutIdleWaitingAndGuests() =>
        Assert.Equal(12.6, ProcStat.BusySeconds("cpu  500 100 300 9000 800 20 40 300 77 88"), 1e-9);

    [Fact]
    public void Note_NothingKnown_IsNone()
    {
        var machine = new MachineLoad();
        machine.WindowEnded(new TimelineWindow(0, "only", WindowKind.Full, 0, 10, [], null, new RunnerSample(1, 1)));

        Assert.Null(machine.Note());
    }
}
