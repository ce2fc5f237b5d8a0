using Tincan.Hosting;

namespace Tincan.Protocols.Reverse;

/// <summary>Sends a greeting, and then each line reversed: <c>conversation = greeting *( line reversed-line )</c>.</summary>
public sealed class ReverseServer(ReverseServerOptions options) : IServer
{
    private readonly byte[] _greeting = Encoding.UTF8.GetBytes(options.Greeting);

    /// <inheritdoc/>
    public async Task ServeAsync(Conversation conversation)
    {
        if (_greeting.Length > 0)
        {
            await conversation.Wire.SendAsync(_greeting);
        }

        if (options.Out is { } file)
        {
            await ServeAsync(conversation, file);
        }
        else
        {
            await conversation.AnswerEachAsync(options.Lines, (line, lines) =>
            {
                options.Reverser.Write(line, lines.Output);
                lines.EndLine();
            });
        }
    }

    private async Task ServeAsync(Conversation conversation, LineFile file)
    {
        var filed = new ArrayBufferWriter<byte>();
        await conversation.AnswerEachAsync(
            options.Lines,
            (line, lines) =>
            {
                var before = filed.WrittenCount;
                options.Reverser.Write(line, filed);
                lines.Write(filed.WrittenSpan[before..]);
                filed.Write("\n"u8);
            },
            async () =>
            {
                await file.AppendAsync(filed.WrittenMemory);
                filed.ResetWrittenCount();
            });
    }
}
