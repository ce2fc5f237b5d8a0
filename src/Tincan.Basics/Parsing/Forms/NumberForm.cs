using System.Numerics;

namespace Tincan.Parsing.Forms;

/// <summary>A whole number. 1000, 1000.0 and 1e3 are the same.</summary>
/// <param name="least">The minimum.</param>
/// <param name="most">The maximum. Defaults to null: that of the type, which help does not mention.</param>
public sealed class NumberForm<T>(T least, T? most = null) : ValueForm<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly T _most = most ?? T.MaxValue;

    public override string Meaning => most is null ? $"a whole number, {least} or more" : $"a whole number from {least} to {most}";

    public override string Placeholder => "N";

    public override bool TryRead(Token word, out T value)
    {
        var isNumber = decimal.TryParse(word.Bytes, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && decimal.IsInteger(number)
            && number >= decimal.CreateChecked(least)
            && number <= decimal.CreateChecked(_most);
        value = isNumber ? T.CreateChecked(number) : default;
        return isNumber;
    }

    public override int WrongFrom(Token word) => Digits.EndOfDigits(word.Bytes);

    public override string Write(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override JsonNode ToJson(T value) => long.CreateChecked(value);

    public override JsonObject ToSchema() => new() { ["type"] = "integer", ["minimum"] = long.CreateChecked(least), ["maximum"] = long.CreateChecked(_most) };

    protected override bool Takes(JsonTokenType kind) => kind == JsonTokenType.Number;
}

/// <summary>A whole number, or <c>none</c> for no limit.</summary>
/// <param name="least">The minimum.</param>
/// <param name="most">The maximum.</param>
public sealed class OptionalNumberForm(int least, int most) : ValueForm<int?>
{
    private const string None = "none";

    private readonly NumberForm<int> _number = new(least, most);

    public override string Meaning => $"{_number.Meaning}, or {None}";

    public override string Placeholder => _number.Placeholder;

    public override string Nothing => None;

    public override bool TryRead(Token word, out int? value)
    {
        var isNumber = _number.TryRead(word, out var number);
        value = isNumber ? number : null;
        return isNumber || word.Text == None;
    }

    public override int WrongFrom(Token word) => _number.WrongFrom(word);

    public override string Write(int? value) => value is { } number ? _number.Write(number) : None;

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("integer", "string"), ["minimum"] = least, ["maximum"] = most };

    protected override bool Takes(JsonTokenType kind) => kind is JsonTokenType.Number or JsonTokenType.String;
}
