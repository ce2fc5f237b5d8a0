using Tincan.Parsing.Forms;
using Tincan.Settings;

namespace Tincan.Faults;

/// <summary>The settings that all faults share: when and where a fault acts, and when it ends.</summary>
internal static class SharedSettings
{
    public static IReadOnlyList<Setting<Fault>> Triggers { get; } =
    [
        new Setting<Fault, Fault, FaultDirection>("dir",
            "The direction: what the end that has the fault receives (in) or sends (out), or what goes to the server or to the client.",
            WordForm.Of<FaultDirection>(), static fault => fault.Direction, static (fault, direction) => fault with { Direction = direction }),
        new Setting<Fault, Fault, NumberRange>("conn", "Only these connections, numbered from 1 in the order in which they are opened.",
            Forms.Numbers(1), static fault => fault.Connections, static (fault, connections) => fault with { Connections = connections }),
        new Setting<Fault, Fault, NumberRange>("msg", "Only these messages of the direction, numbered from 1.",
            Forms.Numbers(1), static fault => fault.Messages, static (fault, messages) => fault with { Messages = messages }),
        new Setting<Fault, Fault, BytePattern>("name",
            "Only messages that the protocol page of --messages gives this name, or a name that begins with it. They are held until they are whole.",
            Forms.Pattern, static fault => fault.MessageName, static (fault, name) => fault with { MessageName = name }),
        new Setting<Fault, Fault, NumberRange>("offset", "Only the bytes at these offsets of the direction, counted from 0.",
            Forms.Numbers(0), static fault => fault.Bytes, static (fault, bytes) => fault with { Bytes = bytes }),
        new Setting<Fault, Fault, BytePattern>("seen", "Only what follows these bytes in the direction.",
            Forms.Pattern, static fault => fault.Seen, static (fault, seen) => fault with { Seen = seen }),
        new Setting<Fault, Fault, TimeSpan>("from", "Only when the connection is at least this old.",
            Forms.Time, static fault => fault.From, static (fault, from) => fault with { From = from }),
        new Setting<Fault, Fault, double>("p", "The probability that it acts on a message; for a fault of a whole connection, on a connection.",
            Forms.Chance, static fault => fault.Probability, static (fault, chance) => fault with { Probability = chance }),
    ];

    public static IReadOnlyList<Setting<Fault>> Ends { get; } =
    [
        new Setting<Fault, Fault, int>("count",
            "Ends after this many messages of a connection; a fault of a whole connection, after this many connections.",
            Forms.Number(1), static fault => fault.Count, static (fault, count) => fault with { Count = count }),
        new Setting<Fault, Fault, TimeSpan>("for", "Ends on a connection this long after it first acted there.",
            Forms.TimeAboveZero, static fault => fault.For, static (fault, time) => fault with { For = time }),
        new Setting<Fault, Fault, TimeSpan>("heal", "Ends everywhere this long after it came into force.",
            Forms.TimeAboveZero, static fault => fault.Heal, static (fault, time) => fault with { Heal = time }),
    ];

    public static IEnumerable<Setting<Fault>> All => Triggers.Concat(Ends);
}
