using Tincan.Parsing;
using Tincan.Parsing.Forms;

namespace Tincan.Faults;

/// <summary>A range of numbers.</summary>
/// <param name="least">The smallest number.</param>
internal sealed class RangeForm(int least) : ValueForm<NumberRange>
{
    public override string Meaning => $"a range, {least} or above: 3, 3-5 or 3-";

    public override bool TryRead(Token word, out NumberRange value)
    {
        value = default;
        var dash = word.Bytes.IndexOf((byte)'-');
        if (!TryRead(dash < 0 ? word.Bytes : word.Bytes[..dash], out var first) || first < least)
        {
            return false;
        }

        value = dash < 0 ? NumberRange.Only(first) : NumberRange.From(first);
        if (dash < 0 || dash == word.Bytes.Length - 1)
        {
            return true;
        }

        value = TryRead(word.Bytes[(dash + 1)..], out var last) ? new NumberRange(first, last) : default;
        return last >= first;
    }

    public override int WrongFrom(Token word)
    {
        var end = Digits.EndOfDigits(word.Bytes);
        return end == 0 || word.Bytes[end] != '-' ? end : end + 1 + Digits.EndOfDigits(word.Bytes[(end + 1)..]);
    }

    public override string Write(NumberRange value) => value.ToString();

    public override JsonNode ToJson(NumberRange value) => value.First == value.Last ? value.First : base.ToJson(value);

    public override JsonObject ToSchema() => new() { ["type"] = new JsonArray("integer", "string"), ["minimum"] = least };

    private static bool TryRead(ReadOnlySpan<byte> digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
