using Tincan.Faults;
using Tincan.Faults.Kinds;

namespace Tincan.Tests.Support;

/// <summary>Fault plans by a seed: every fault, every trigger and every end comes up, alone and together.</summary>
internal sealed class RandomPlans
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    private readonly Random _random;

    private RandomPlans(int seed) => _random = new Random(seed);

    /// <summary>Any plan.</summary>
    public static FaultPlan Any(int seed)
    {
        var plans = new RandomPlans(seed);
        return plans.Plan(plans.AnyFault);
    }

    /// <summary>A plan that changes, drops and ends nothing, and holds nothing for ever: all that is sent arrives.</summary>
    public static FaultPlan Conserving(int seed)
    {
        var plans = new RandomPlans(seed);
        return plans.Plan(plans.ConservingFault);
    }

    private FaultPlan Plan(Func<Fault> fault) =>
        new([.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Triggered(fault()))], _random.Next());

    private Fault AnyFault() => _random.Next(18) switch
    {
        0 => new HalfCloseFault { AfterBytes = Perhaps(Bytes), AfterMessages = Perhaps(Messages) },
        1 => new CloseAfterFault { AfterBytes = Perhaps(Bytes), AfterMessages = Perhaps(Messages) },
        2 => new ResetAfterFault { AfterBytes = Perhaps(Bytes), AfterMessages = Perhaps(Messages) },
        3 => new MuteFault(),
        4 => new CorruptFault { Every = _random.Next(1, 20), At = PerhapsNumber(10), With = PerhapsPattern() },
        5 => new DuplicateFault(),
        6 => new RefuseFault(),
        7 => new StallFault { AfterBytes = _random.Next(6) },
        8 => new SlowReaderFault { AfterBytes = Perhaps(Bytes) },
        _ => ConservingFault(),
    };

    private Fault ConservingFault() => _random.Next(8) switch
    {
        0 => new DelayFault { By = Time(), Jitter = Perhaps(Time) ?? default, Distribution = (JitterDistribution)_random.Next(3) },
        1 => new ThrottleFault { Rate = _random.Next(50, 5000) },
        2 => new SplitFault
        {
            Every = PerhapsNumber(9),
            At = PerhapsNumber(9),
            Inside = Perhaps(() => (SplitInside)_random.Next(3)),
            After = PerhapsPattern(),
            Gap = Perhaps(() => Time() / 10) ?? TimeSpan.FromMilliseconds(_random.Next(3)),
        },
        3 => new CoalesceFault { Group = _random.Next(2, 6), Hold = Time() },
        4 => new StallFault { AfterBytes = _random.Next(6), Hold = Time() },
        5 => new LateFault { By = Time() },
        6 => new SlowReaderFault { AfterBytes = Perhaps(Bytes), AfterMessages = Perhaps(Messages), Hold = Time(), Rate = Perhaps(() => (long)_random.Next(50, 5000)) },
        _ => new SwizzleFault { Every = Time() + Least },
    };

    private Fault Triggered(Fault fault) => fault with
    {
        Direction = _random.Next(4) == 0 ? fault.Direction : (FaultDirection)_random.Next(5),
        Connections = Seldom(() => NumberRange.From(_random.Next(1, 3))),
        Messages = Seldom(() => Range(8)),
        MessageName = _random.Next(8) == 0 ? PerhapsPattern() : null,
        Bytes = Seldom(() => Range(60)),
        Seen = _random.Next(5) == 0 ? PerhapsPattern() : null,
        From = Seldom(Time) ?? default,
        Probability = Seldom(() => 1 - (_random.NextDouble() * 0.9)) ?? 1,
        Count = Seldom(() => _random.Next(1, 5)),
        For = Seldom(() => Time() + Least),
        Heal = Seldom(() => Time() + Least),
    };

    private long Bytes() => _random.Next(80);

    private int Messages() => _random.Next(6);

    private TimeSpan Time() => TimeSpan.FromTicks(_random.Next(0, 500) * TimeSpan.TicksPerMillisecond + (_random.Next(3) == 0 ? _random.Next(10_000) : 0));

    private NumberRange Range(int most)
    {
        var first = _random.Next(1, most);
        return _random.Next(3) == 0 ? NumberRange.From(first) : new NumberRange(first, first + _random.Next(most));
    }

    private BytePattern? PerhapsPattern() => _random.Next(3) switch
    {
        0 => new BytePattern("\n"u8),
        1 => new BytePattern("ab"u8),
        _ => null,
    };

    private int? PerhapsNumber(int most) => Perhaps(() => _random.Next(1, most));

    private T? Perhaps<T>(Func<T> value)
        where T : struct => _random.Next(2) == 0 ? value() : null;

    private T? Seldom<T>(Func<T> value)
        where T : struct => _random.Next(5) == 0 ? value() : null;
}
