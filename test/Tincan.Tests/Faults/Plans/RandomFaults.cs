using FsCheck;
using FsCheck.Fluent;
using Tincan.Faults;
using Tincan.Faults.Kinds;
using Tincan.Faults.Plans;
using Tincan.Settings;

namespace Tincan.Tests.Faults.Plans;

/// <summary>Any fault, with any of the settings that it takes, as people may write it.</summary>
internal static class RandomFaults
{
    public static Gen<string> Texts { get; } =
        from kind in Gen.Elements<FaultKind>(FaultKinds.All)
        from settings in Gen.SubListOf(kind.Settings).Select(static some => some.ToList())
        from values in Gen.CollectToList(settings.Where((setting, at) => IsAllowed(kind, settings, at)), static setting => Value(setting).Select(value => $"{setting.Key}={value}"))
        select values.Count == 0 ? kind.Name : $"{kind.Name}:{string.Join(',', values)}";

    public static Arbitrary<Fault> All { get; } = Texts.Select(Fault.Parse).ToArbitrary();

    public static Arbitrary<FaultPlan> Plans { get; } =
        (from faults in All.Generator.ListOf()
         from seed in Gen.Choose(-1, int.MaxValue)
         select new FaultPlan([.. faults], seed < 0 ? null : seed)).ToArbitrary();

    /// <summary>Of those that exclude each other only the first.</summary>
    private static bool IsAllowed(FaultKind kind, List<Setting<Fault>> settings, int at) =>
        !kind.Alternatives.Contains(settings[at].Key) || !settings.Take(at).Any(before => kind.Alternatives.Contains(before.Key));

    private static Gen<string> Value(Setting<Fault> setting) => string.Join(' ', setting.Values.Split(' ').Take(2)) switch
    {
        "a time" or "a time:" => Times,
        "a probability" => Gen.Elements("1", "0.3", "30%", "0.01%", "1e-7", ".5", "0.123456789012345"),
        "a whole" => Gen.Choose(2, int.MaxValue).Select(static number => $"{number}"),
        "bytes per" => Gen.Elements("1", "999", "1000", "10KB/s", "1.5MB/s", "7b/s", "2GB/s"),
        "a range," => Ranges,
        "text with" => Patterns,
        _ => Gen.Elements(setting.Values.Replace(" or ", ", ", StringComparison.Ordinal).Split(", ")),
    };

    private static Gen<string> Times { get; } =
        from ticks in Gen.Choose(1, int.MaxValue)
        from factor in Gen.Elements(1L, 10, 10_000, 600_000_000, 36_000_000_000)
        from unit in Gen.Elements(("ms", 10_000m), ("s", 10_000_000m), ("m", 600_000_000m), ("h", 36_000_000_000m))
        select $"{(decimal)ticks * factor % TimeSpan.TicksPerDay / unit.Item2 + 0.5m}{unit.Item1}";

    private static Gen<string> Ranges { get; } =
        from first in Gen.Choose(1, 1000)
        from more in Gen.Choose(0, 1000)
        from form in Gen.Elements($"{first}", $"{first}-{first + more}", $"{first}-")
        select form;

    private static Gen<string> Patterns { get; } = Gen.OneOf(
        Gen.Choose(0, 255).Select(static one => $"\\x{one:X2}"),
        Gen.Elements("QUIT", "\\r\\n", "\\\\", "\\\"", "\\t", "\\0", "é", "界", "🥫", "\\xC2\\x85", "\\xE2\\x80\\xAE", "a b", ":", "=", "%", "{", "\u001b", "\r\n"))
        .NonEmptyListOf().Select(static parts => string.Concat(parts));
}
