namespace Tincan.Pages.Expressions;

/// <summary>The values that names have where an expression is evaluated.</summary>
public sealed class Scope
{
    /// <summary>What patterns have captured.</summary>
    public IDictionary<string, Value> Captures { get; init; } = new Dictionary<string, Value>();

    public IReadOnlyDictionary<string, Value> Parameters { get; init; } = new Dictionary<string, Value>();

    /// <summary>The variables of the connection: <c>my.NAME</c>.</summary>
    public Variables My { get; init; } = new();

    /// <summary>The variables of the service: <c>our.NAME</c>.</summary>
    public Variables Our { get; init; } = new();

    /// <summary>The value of <c>$name</c>; null if nothing has that name.</summary>
    public Value? Find(string name) =>
        Captures.TryGetValue(name, out var captured) ? captured : Parameters.TryGetValue(name, out var parameter) ? parameter.Known : null;

    /// <summary>The same scope with captures of its own.</summary>
    public Scope With(IDictionary<string, Value> captures) => new() { Captures = captures, Parameters = Parameters, My = My, Our = Our };
}
