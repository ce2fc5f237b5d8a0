using Tincan.Framing.Framings;
using Tincan.Parsing.Forms;
using Tincan.Protocols.Book;

namespace Tincan.Cli.Settings;

/// <summary>What counts as a message: a codec's name, a framing in words, or the file of a protocol page.</summary>
internal sealed class MessageForm : ValueForm<MessageChoice>
{
    private static readonly MessageCodec[] Named = [MessageCodec.Auto, MessageCodec.Lines, BookMessage.Codec];
    private static readonly string[] Names = [.. Named.Select(static codec => codec.Name)];

    public override string Meaning => $"{string.Join(", ", Names)}, a framing such as 'length u32 big', or the file of a page: sum.md";

    public override string Placeholder => "FRAMING|PAGE";

    public override string Nothing => "as the service has it; a proxy detects it";

    public override IReadOnlyList<string> Words => [.. Names.Union(FramingPair.Names)];

    public override bool IsPhrase => true;

    public override bool TryRead(Token word, out MessageChoice value)
    {
        var name = word.Text.Trim();
        value = name.EndsWith(".md", StringComparison.Ordinal) ? new MessageChoice(name, null, new Located<string>(name))
            : new MessageChoice(name, name == MessageCodec.Auto.Name ? FramingPair.GuessedCodec() : Array.Find(Named, codec => codec.Name == name)
                ?? (!Words.Contains(name) && DidYouMean.Find(name, Names) is { } near
                    ? throw word.Error($"{word} is no framing: did you mean '{near}'?")
                    : FramingPair.Read(word).ToCodec()));
        return true;
    }

    public override MessageChoice Read(string name, SourceValue value) =>
        base.Read(name, value) is var choice && choice.Page is { } page ? choice with { Page = page with { Where = value } } : choice;

    public override string Write(MessageChoice value) => value.Words;

    public override IEnumerable<Located<string>> Files(MessageChoice value) => value.Page is { } page ? [page] : [];
}
