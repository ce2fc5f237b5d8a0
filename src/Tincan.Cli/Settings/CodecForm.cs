using Tincan.Framing.Framings;
using Tincan.Parsing.Forms;

namespace Tincan.Cli.Settings;

/// <summary>What counts as a message: a codec's name, or a framing in words.</summary>
/// <param name="named">The codecs with a name.</param>
internal sealed class CodecForm(IReadOnlyList<MessageCodec> named) : ValueForm<MessageCodec>
{
    private readonly string[] _names = [.. named.Select(static codec => codec.Name)];

    public override string Meaning => $"{string.Join(", ", _names)}, or a framing such as 'length u32 big'";

    public override string Placeholder => "FRAMING";

    public override IReadOnlyList<string> Words => [.. _names.Union(FramingReader.Names)];

    public override bool IsPhrase => true;

    public override bool TryRead(Token word, out MessageCodec value)
    {
        var name = word.Text.Trim();
        value = named.FirstOrDefault(codec => codec.Name == name)
            ?? (!Words.Contains(name) && DidYouMean.Find(name, _names) is { } near
                ? throw word.Error($"{word} is no framing: did you mean '{near}'?")
                : FramingReader.Read(word).ToCodec());
        return true;
    }

    public override string Write(MessageCodec value) => value.Name;

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type", "string");
}
