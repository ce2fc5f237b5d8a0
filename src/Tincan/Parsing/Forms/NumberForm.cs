using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Tincan.Parsing.Forms;

/// <summary>A whole number.</summary>
/// <param name="least">The least one allowed.</param>
/// <param name="most">The greatest one allowed, if it is not just what fits.</param>
internal sealed class NumberForm<T>(T least, T? most = null) : ValueForm<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly T _most = most ?? T.MaxValue;

    public override string Meaning => most is null ? $"a whole number, {least} or more" : $"a whole number from {least} to {most}";

    public override bool TryRead(Token word, out T value) =>
        T.TryParse(word.Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out value!) && value >= least && value <= _most;

    public override int WrongFrom(Token word) => Digits.EndOfDigits(word.Bytes);

    public override string Write(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override void WriteJson(Utf8JsonWriter json, T value) => json.WriteNumberValue(long.CreateChecked(value));

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", long.CreateChecked(least));
        schema.WriteNumber("maximum", long.CreateChecked(_most));
    }
}
