namespace Tincan.Pages.Values;

/// <summary>What a capture, a variable or an expression has: text, a number, true or false, nothing, a list or an object.</summary>
public abstract record Value
{
    public static readonly Value Nothing = new NothingValue();

    /// <summary>A value that a watcher of a conversation does not know. Reading it throws <see cref="UnknownValueException"/>.</summary>
    public static readonly Value Unknown = new UnknownValue();
    public static readonly Value True = new FlagValue(IsSet: true);
    public static readonly Value False = new FlagValue(IsSet: false);

    public static Value Of(bool flag) => flag ? True : False;

    /// <summary>The bytes that it is sent as, outside JSON.</summary>
    public abstract ByteText AsText();

    /// <summary>A number, or text that is written as one.</summary>
    public virtual bool TryNumber(out decimal number)
    {
        number = 0;
        return false;
    }

    /// <summary>The value itself.</summary>
    /// <exception cref="UnknownValueException">It is not known.</exception>
    public virtual Value Known => this;

    /// <summary>Whether a condition holds that is this value: only <c>true</c> is true.</summary>
    public bool IsTrue => this is FlagValue { IsSet: true };

    /// <summary>Equality in expressions: as numbers if both are, otherwise as they are sent.</summary>
    public bool SameAs(Value other) => TryNumber(out var one) && other.TryNumber(out var two) ? one == two : AsText() == other.AsText();
}

/// <summary>Bytes, as text.</summary>
public sealed record TextValue(ByteText Text) : Value
{
    public TextValue(string text)
        : this(ByteText.FromUtf8(text))
    {
    }

    /// <summary>Of a parameter such as <c>Answer: {line}</c>, what is filled in; empty for any other text.</summary>
    public IReadOnlyList<string> Holes { get; init; } = [];

    public override ByteText AsText() => Text;

    public override bool TryNumber(out decimal number) => decimal.TryParse(
        Text.Raw, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}

/// <summary>An exact decimal number with up to 28 digits.</summary>
public sealed record NumberValue(decimal Number) : Value
{
    public override ByteText AsText() => new(Number.ToString("0.############################", CultureInfo.InvariantCulture));

    public override bool TryNumber(out decimal number)
    {
        number = Number;
        return true;
    }
}

public sealed record FlagValue(bool IsSet) : Value
{
    public override ByteText AsText() => new(IsSet ? "true" : "false");
}

/// <summary><c>null</c> in JSON, and a variable that was never set. As text it is empty.</summary>
public sealed record NothingValue : Value
{
    public override ByteText AsText() => default;
}

/// <summary>An array of JSON.</summary>
public sealed record ListValue(IReadOnlyList<Value> Items) : Value
{
    public override ByteText AsText() => JsonText.Write(this);

    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Count;
}

/// <summary>An object of JSON, or a map of a service. The order of its members does not count.</summary>
public sealed record ObjectValue(IReadOnlyDictionary<ByteText, Value> Members) : Value
{
    public override ByteText AsText() => JsonText.Write(this);

    public bool Equals(ObjectValue? other) => other is not null && Members.Count == other.Members.Count
        && Members.All(member => other.Members.TryGetValue(member.Key, out var value) && value.Equals(member.Value));

    public override int GetHashCode() => Members.Count;
}

/// <summary>See <see cref="Value.Unknown"/>.</summary>
public sealed record UnknownValue : Value
{
    public override Value Known => throw new UnknownValueException();

    public override ByteText AsText() => throw new UnknownValueException();
}
