namespace Tincan.Reliability;

/// <summary>What an experiment has measured, and what was not as it has to be.</summary>
internal sealed class Findings
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, string Value)> _figures = [];
    private readonly Dictionary<string, int> _wrong = new(StringComparer.Ordinal);

    /// <summary>Figures in the order in which they were noted.</summary>
    public IReadOnlyList<(string Name, string Value)> Figures => _figures;

    /// <summary>What was wrong, each once, with how often.</summary>
    public IReadOnlyList<string> Wrong
    {
        get
        {
            lock (_lock)
            {
                return [.. _wrong.Select(static one => one.Value == 1 ? one.Key : $"{one.Key} ({one.Value} times)")];
            }
        }
    }

    public void Note(string name, string value) => _figures.Add((name, value));

    /// <summary>Notes a mistake; may be called from anywhere.</summary>
    public void IsWrong(string what)
    {
        lock (_lock)
        {
            _wrong[what] = _wrong.GetValueOrDefault(what) + 1;
        }
    }

    /// <summary>Notes a mistake unless something holds.</summary>
    public void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            IsWrong(otherwise);
        }
    }
}
