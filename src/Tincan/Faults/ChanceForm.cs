using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Faults;

/// <summary>A probability: 0.3 or 30%.</summary>
internal sealed class ChanceForm : ValueForm<double>
{
    public override string Meaning => "a probability above 0, at most 1: 0.3 or 30%";

    public override bool TryRead(Token word, out double value)
    {
        var isPercent = word.Bytes is [.., (byte)'%'];
        var isNumber = double.TryParse(
            isPercent ? word.Bytes[..^1] : word.Bytes,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out value);
        value /= isPercent ? 100 : 1;
        return isNumber && value is > 0 and <= 1;
    }

    public override int WrongFrom(Token word)
    {
        var end = Digits.EndOfNumber(word.Bytes);
        return word.Bytes[end..] is [(byte)'%'] ? 0 : end;
    }

    public override string Write(double value) => value.ToString(CultureInfo.InvariantCulture);

    public override JsonNode ToJson(double value) => value;

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("number", "string"), ["exclusiveMinimum"] = 0, ["maximum"] = 1 };
}
