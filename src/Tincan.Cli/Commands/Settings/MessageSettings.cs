using System.CommandLine;
using Tincan.Framing;
using Tincan.Recording;

namespace Tincan.Cli.Commands;

/// <summary>What counts as a message of a command: for what is drawn, and for faults, which have to act before they have seen everything.</summary>
internal sealed class MessageSettings
{
    private readonly MessageCodec? _codec;
    private readonly LineSettings? _lines;
    private readonly Option<MessageCodec?>? _chosen;

    private MessageSettings(MessageCodec? codec, LineSettings? lines = null) => (_codec, _lines) = (codec, lines);

    private MessageSettings(Command command)
        : this(MessageCodec.Lines)
    {
        _chosen = Opt.OneOf<MessageCodec?>(
            "--messages",
            null,
            "What counts as a message, in the ladder and for faults; auto takes a direction whose first segment has no line end for raw, where each "
            + "segment is a message. Default: lines in the ladder, auto for faults.",
            [.. MessageCodec.All.Select(static codec => (codec.Name, (MessageCodec?)codec))]);
        command.Add(_chosen);
    }

    /// <summary>Nothing does that bytes would show: each segment is one.</summary>
    public static MessageSettings None { get; } = new(codec: null);

    /// <summary>Questions and answers of an address book.</summary>
    public static MessageSettings Book { get; } = new(MessageCodec.Book);

    /// <summary>Lines.</summary>
    /// <param name="lines">Says in which dialect, if that can be chosen.</param>
    public static MessageSettings Lines(LineSettings? lines = null) => new(MessageCodec.Lines, lines);

    /// <summary>What an option says.</summary>
    public static MessageSettings Chosen(Command command) => new(command);

    /// <summary>For what is drawn and recorded; null if it is not known.</summary>
    public MessageCodec? OfDrawing(ParseResult parsed) => Asked(parsed) ?? _codec;

    /// <summary>For faults.</summary>
    public MessageCodec OfFaults(ParseResult parsed) => Asked(parsed) ?? (_codec is null || _lines?.Read(parsed).Dialect == Dialect.Raw
        ? MessageCodec.Segments
        : _codec == MessageCodec.Lines ? MessageCodec.Auto : _codec);

    private MessageCodec? Asked(ParseResult parsed) => _chosen is null ? null : parsed.GetValue(_chosen);
}
