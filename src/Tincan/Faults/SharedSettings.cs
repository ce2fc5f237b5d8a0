using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Faults;

/// <summary>The settings that all faults share: when a fault begins, and when it ends.</summary>
internal static class SharedSettings
{
    public static IReadOnlyList<Setting<Fault>> Triggers { get; } =
    [
        new Setting<Fault, Fault, FaultDirection>("dir",
            "Which bytes: what the end that carries the fault receives or sends, or what goes to the server or to the client.",
            WordForm.Of<FaultDirection>(), static fault => fault.Direction, static (fault, direction) => fault with { Direction = direction }),
        new Setting<Fault, Fault, NumberRange>("conn", "Only these connections, in the order in which they are made.",
            Forms.Numbers(1), static fault => fault.Connections, static (fault, connections) => fault with { Connections = connections }),
        new Setting<Fault, Fault, NumberRange>("msg", "Only these messages of the direction.",
            Forms.Numbers(1), static fault => fault.Messages, static (fault, messages) => fault with { Messages = messages }),
        new Setting<Fault, Fault, NumberRange>("offset", "Only the bytes at these offsets of the direction.",
            Forms.Numbers(0), static fault => fault.Bytes, static (fault, bytes) => fault with { Bytes = bytes }),
        new Setting<Fault, Fault, BytePattern>("seen", "Only what comes after these bytes have gone by in the direction.",
            Forms.Pattern, static fault => fault.Seen, static (fault, seen) => fault with { Seen = seen }),
        new Setting<Fault, Fault, TimeSpan>("from", "Only once the connection is as old as this.",
            Forms.Time, static fault => fault.From, static (fault, from) => fault with { From = from }),
        new Setting<Fault, Fault, double>("p", "How likely it is done to a message; a fault of a whole connection, to a connection.",
            Forms.Chance, static fault => fault.Probability, static (fault, chance) => fault with { Probability = chance }),
    ];

    public static IReadOnlyList<Setting<Fault>> Ends { get; } =
    [
        new Setting<Fault, Fault, int>("count",
            "To how many messages of a connection it is done; a fault of a whole connection, to how many connections.",
            Forms.Number(1), static fault => fault.Count, static (fault, count) => fault with { Count = count }),
        new Setting<Fault, Fault, TimeSpan>("for", "How long after it was first done on a connection it is healed there.",
            Forms.TimeAboveZero, static fault => fault.For, static (fault, time) => fault with { For = time }),
        new Setting<Fault, Fault, TimeSpan>("heal", "How long after it was put into force it is healed everywhere.",
            Forms.TimeAboveZero, static fault => fault.Heal, static (fault, time) => fault with { Heal = time }),
    ];

    public static IEnumerable<Setting<Fault>> All => Triggers.Concat(Ends);
}
