using Tincan.Faults;
using Tincan.Faults.Kinds;

namespace Tincan.Tests.Faults;

public sealed class RangeTests
{
    [Fact]
    public void What_cannot_be_done_cannot_be_asked_for()
    {
        Throws(static () => new ThrottleFault { Rate = 0 });
        Throws(static () => new SplitFault { Every = 0 });
        Throws(static () => new SplitFault { At = 0 });
        Throws(static () => new CoalesceFault { Group = 1 });
        Throws(static () => new CorruptFault { Every = 0 });
        Throws(static () => new SlowReaderFault { Rate = 0 });
        Throws(static () => new MuteFault { Probability = 0 });
        Throws(static () => new MuteFault { Probability = 1.01 });
        Throws(static () => new MuteFault { Count = 0 });
    }

    private static void Throws(Func<Fault> make) => Assert.Throws<ArgumentOutOfRangeException>(make);
}
