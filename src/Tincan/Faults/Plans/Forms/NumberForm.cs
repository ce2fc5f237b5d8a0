using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Tincan.Faults;

/// <summary>A whole number.</summary>
/// <param name="least">The least one allowed.</param>
internal sealed class NumberForm<T>(T least) : ValueForm<T>
    where T : IBinaryInteger<T>, IMinMaxValue<T>
{
    public override string Meaning => $"a whole number, {least} or more";

    public override bool TryRead(WrittenWord word, out T value) =>
        T.TryParse(word.Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out value!) && value >= least;

    public override int WrongFrom(WrittenWord word) => Digits.EndOfDigits(word.Bytes);

    public override string Write(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override void WriteJson(Utf8JsonWriter json, T value) => json.WriteNumberValue(long.CreateChecked(value));

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type", "integer");
        schema.WriteNumber("minimum", long.CreateChecked(least));
        schema.WriteNumber("maximum", long.CreateChecked(T.MaxValue));
    }
}
