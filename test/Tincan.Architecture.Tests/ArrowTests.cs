using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Tincan.Architecture.Tests;

/// <summary>Who uses whom: arrows point one way. A folder is a namespace, which the build sees to.</summary>
public sealed class ArrowTests
{
    /// <summary>More types than these may not use each other in a circle.</summary>
    private const int MostInCircle = 5;

    private static readonly string[] Parts = ["Tincan.Basics", "Tincan", "Tincan.Testing", "Tincan.Drawing", "Tincan.Protocols", "Tincan.Postgres", "Tincan.Pages", "Tincan.Checks", "Tincan.Cli"];

    private static readonly Lazy<IReadOnlyList<(IType From, IType To)>> Uses = new(ReadUses);

    [Fact]
    public void No_folders_use_each_other_in_a_circle() =>
        IsEmpty(Told(static type => type.Namespace.FullName, most: 1));

    [Fact]
    public void Few_types_use_each_other_in_a_circle() =>
        IsEmpty(Told(static type => type.FullName.Split('`')[0], MostInCircle));

    /// <summary>They are links of a connection's pipeline, side by side: none of them, nor what runs a server, needs to know of another.</summary>
    [Theory]
    [InlineData("Tincan.Hosting", "Tincan.Recording")]
    [InlineData("Tincan.Hosting", "Tincan.Faults")]
    [InlineData("Tincan.Proxy", "Tincan.Recording")]
    [InlineData("Tincan.Proxy", "Tincan.Faults")]
    [InlineData("Tincan.Faults", "Tincan.Recording")]
    [InlineData("Tincan.Recording", "Tincan.Faults")]
    public void One_does_not_know_of_the_other(string one, string other)
    {
        Assert.Contains(Uses.Value, use => IsIn(use.From, one));
        Assert.Contains(Uses.Value, use => IsIn(use.To, other));
        IsEmpty(string.Join('\n', Uses.Value.Where(use => IsIn(use.From, one) && IsIn(use.To, other)).Select(Line).Distinct(StringComparer.Ordinal)));
    }

    private static bool IsIn(IType type, string folder) => $"{type.Namespace.FullName}.".StartsWith($"{folder}.", StringComparison.Ordinal);

    private static string Line((IType From, IType To) use) => $"{use.From.FullName} uses {use.To.FullName}";

    private static void IsEmpty(string circles) => Assert.True(circles.Length == 0, circles);

    /// <summary>The circles of more than so many, with who in them uses whom.</summary>
    private static string Told(Func<IType, string> of, int most)
    {
        var circles = Circle.All(Arrows(of)).Where(circle => circle.Count > most);
        return string.Join("\n\n", circles.Select(circle => string.Join('\n', Uses.Value
            .Where(use => of(use.From) != of(use.To) && circle.Contains(of(use.From)) && circle.Contains(of(use.To)))
            .Select(Line)
            .Distinct(StringComparer.Ordinal))));
    }

    private static ILookup<string, string> Arrows(Func<IType, string> of) => Uses.Value
        .Select(use => (From: of(use.From), To: of(use.To)))
        .Where(static arrow => arrow.From != arrow.To)
        .Distinct()
        .ToLookup(static arrow => arrow.From, static arrow => arrow.To, StringComparer.Ordinal);

    /// <summary>Which of our types uses which, nested ones as a part of the type around them.</summary>
    private static List<(IType From, IType To)> ReadUses()
    {
        var house = new ArchLoader().LoadAssemblies([.. Parts.Select(System.Reflection.Assembly.Load)]).Build();
        var ours = house.Types.Where(static type => Parts.Contains(type.Assembly.Name.Split(',')[0])).ToList();
        var outermost = ours.Where(static type => !type.IsNested).ToDictionary(static type => type.FullName, StringComparer.Ordinal);
        return [.. ours.SelectMany(type => type.Dependencies.Select(use => (From: Outer(type), To: Outer(use.Target))))
            .Where(static use => use.From is not null && use.To is not null)
            .Select(static use => (use.From!, use.To!))];

        IType? Outer(IType type) => outermost.GetValueOrDefault(type.FullName.Split('+', '/')[0]);
    }
}
