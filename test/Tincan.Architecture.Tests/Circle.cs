namespace Tincan.Architecture.Tests;

/// <summary>What lies on a circle of arrows: each can be reached from each.</summary>
internal static class Circle
{
    /// <summary>All circles of more than one.</summary>
    /// <param name="arrows">From what to what.</param>
    public static IReadOnlyList<IReadOnlyList<string>> All(ILookup<string, string> arrows)
    {
        var nodes = arrows.Select(static from => from.Key).ToList();
        var reached = nodes.ToDictionary(static node => node, node => ReachedFrom(node, arrows), StringComparer.Ordinal);
        return [.. nodes
            .Where(node => reached[node].Contains(node))
            .GroupBy(node => nodes.First(other => reached[node].Contains(other) && reached.TryGetValue(other, out var back) && back.Contains(node)), StringComparer.Ordinal)
            .Select(static circle => circle.Order(StringComparer.Ordinal).ToArray())];
    }

    private static HashSet<string> ReachedFrom(string node, ILookup<string, string> arrows)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([node]);
        while (next.TryPop(out var from))
        {
            foreach (var to in arrows[from].Where(reached.Add))
            {
                next.Push(to);
            }
        }

        return reached;
    }
}
