using Tincan.Pages.Expressions;

namespace Tincan.Pages.Messages;

/// <summary>A message as it is written on a page: something to send, or a pattern for what is received.</summary>
/// <param name="At">Where it is on the page.</param>
public abstract record MessageForm(Token At)
{
    /// <summary>The names that a match captures, unless they have a value already.</summary>
    public virtual IEnumerable<Token> Captures => [];

    /// <summary>The names that must have a value, whether it is sent or matched.</summary>
    public IEnumerable<Token> Needs => Expressions.SelectMany(static expression => expression.Names());

    /// <summary>What is calculated in it.</summary>
    public virtual IEnumerable<Expression> Expressions => [];

    /// <summary>What keeps it from being sent: a regular expression, "…"; null if it can be, once its names have values.</summary>
    public virtual Token? Unsendable => null;

    /// <summary>Whether a message of these bytes is meant. If so, what it captures is added to the scope.</summary>
    public bool Matches(ByteText message, Scope scope)
    {
        var found = new Dictionary<string, Value>();
        if (!TryMatch(message, scope, found))
        {
            return false;
        }

        foreach (var (name, value) in found)
        {
            scope.Captures[name] = value;
        }

        return true;
    }

    /// <summary>The bytes to send.</summary>
    /// <exception cref="EvaluationException">An expression in it has no value.</exception>
    public abstract ByteText Write(Scope scope);

    /// <summary>Matches a message; captures that are new go into <paramref name="found"/>.</summary>
    protected abstract bool TryMatch(ByteText message, Scope scope, IDictionary<string, Value> found);

    /// <summary>What a name means during a match: its value, or null if it captures here.</summary>
    protected static Value? Known(string name, Scope scope, IDictionary<string, Value> found) => found.TryGetValue(name, out var value) ? value : scope.Find(name);

    /// <summary>A name that is not kept.</summary>
    protected const string Ignored = "_";
}

/// <summary>Any message: <c>…</c>.</summary>
public sealed record AnyMessage(Token At) : MessageForm(At)
{
    public override Token? Unsendable => At;

    public override ByteText Write(Scope scope) => throw new EvaluationException(At.Error("'…' is any message: it cannot be sent"));

    protected override bool TryMatch(ByteText message, Scope scope, IDictionary<string, Value> found) => true;
}
