namespace Tincan.Framing.Framings;

/// <summary>What ends a message whose end only a look at all of its bytes can find.</summary>
internal enum ScannedForm
{
    /// <summary><c>json</c>: JSON values (RFC 8259), one after the other, with white space between them or not. A number ends at white space.</summary>
    Json,

    /// <summary><c>resp</c>: values of Redis' protocol (RESP 2 and 3), and commands on one line.</summary>
    Resp,

    /// <summary><c>headers</c>: lines up to a blank one, and after it as many bytes as a <c>Content-Length</c> among them says.</summary>
    Headers,
}

/// <summary>Messages that say by their form where they end. All of a message is its content.</summary>
/// <param name="Form">The form.</param>
/// <param name="MaxLength">The longest message, in bytes.</param>
internal sealed record ScannedFraming(ScannedForm Form, int MaxLength = MessageFraming.DefaultMaxLength) : MessageFraming(MaxLength)
{
    /// <inheritdoc/>
    protected override string WordsWithoutMax => Form switch
    {
        ScannedForm.Json => "json",
        ScannedForm.Resp => "resp",
        _ => "headers",
    };

    /// <inheritdoc/>
    public override IFramer CreateFramer() => Form switch
    {
        ScannedForm.Json => new JsonFramer(MaxLength),
        ScannedForm.Resp => new RespFramer(MaxLength),
        _ => new HeadersFramer(MaxLength),
    };

    /// <inheritdoc/>
    protected override string? Refuse(ReadOnlySpan<byte> content)
    {
        var cut = CreateFramer().Cut(content, 0);
        return cut.Status switch
        {
            FrameStatus.Done => cut.Consumed == content.Length ? null : $"it is {cut.Consumed} bytes long, and more comes after it",
            FrameStatus.Invalid => cut.Problem,

            // The server ends the stream after it.
            _ when !content.IsEmpty && CreateFramer().CutAtEnd(content) is { Status: FrameStatus.Done } => null,

            // The line end that ends a number is added.
            _ when Form == ScannedForm.Json && CreateFramer().Cut([.. content, (byte)'\n'], 0) is { Status: FrameStatus.Done } whole && whole.Length == content.Length => null,
            _ => content.IsEmpty ? "it is empty" : CreateFramer().Missing(content),
        };
    }

    /// <inheritdoc/>
    protected override void WriteFramed(ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        output.Write(content);
        if (Form == ScannedForm.Json)
        {
            output.Write("\n"u8);
        }
    }
}
