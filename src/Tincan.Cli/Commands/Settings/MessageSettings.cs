using System.CommandLine;
using Tincan.Protocols.Book;
using Tincan.Cli.Settings;
using Tincan.Framing;

namespace Tincan.Cli.Commands.Settings;

/// <summary>What counts as a message of a command: for what is drawn, and for faults, which have to act before they have seen everything.</summary>
internal sealed class MessageSettings
{
    private readonly MessageCodec? _codec;
    private readonly LineSettings? _lines;
    private readonly Option<MessageCodec?>? _chosen;

    private MessageSettings(MessageCodec? codec, LineSettings? lines = null) => (_codec, _lines) = (codec, lines);

    private MessageSettings(Command command)
        : this(MessageCodec.Auto)
    {
        _chosen = Opt.OneOf<MessageCodec?>(
            "--messages",
            null,
            "What counts as a message, in the ladder and for faults. auto decides for each direction by what is seen: each read is a message until a line "
            + "end comes, then each line is one. Default: auto.",
            [.. All.Select(static codec => (codec.Name, (MessageCodec?)codec))]);
        command.Add(_chosen);
    }

    /// <summary>By the names that a command line uses.</summary>
    private static IReadOnlyList<MessageCodec> All => [MessageCodec.Auto, MessageCodec.Lines, BookMessage.Codec, MessageCodec.Segments];

    /// <summary>Nothing does that bytes would show: each segment is one.</summary>
    public static MessageSettings None { get; } = new(codec: null);

    /// <summary>Questions and answers of an address book.</summary>
    public static MessageSettings Book { get; } = new(BookMessage.Codec);

    /// <summary>Lines.</summary>
    /// <param name="lines">Says in which dialect, if that can be chosen.</param>
    public static MessageSettings Lines(LineSettings? lines = null) => new(MessageCodec.Auto, lines);

    /// <summary>What an option says.</summary>
    public static MessageSettings Chosen(Command command) => new(command);

    /// <summary>For what is drawn and recorded; null if it is not known.</summary>
    public MessageCodec? OfDrawing(ParseResult parsed) => Asked(parsed) ?? _lines?.Asked(parsed) switch
    {
        Dialect.Raw => MessageCodec.Segments,
        Dialect.Lf or Dialect.CrLf or Dialect.Nul => MessageCodec.Lines,
        _ => _codec,
    };

    /// <summary>For faults.</summary>
    public MessageCodec OfFaults(ParseResult parsed) => OfDrawing(parsed) ?? MessageCodec.Segments;

    private MessageCodec? Asked(ParseResult parsed) => _chosen is null ? null : parsed.GetValue(_chosen);
}
