namespace Tincan.Checks.Targets;

/// <summary>
/// The standard input of a program: what the case has typed, but not before the program serves or connects. Until then whatever it asks is answered: its
/// port where it asks for one, and so on, so that a question at the start does not take what was meant for later.
/// </summary>
/// <param name="stdin">Its standard input.</param>
/// <param name="output">What it writes: a question is a last line without a line end.</param>
/// <param name="isReading">Whether it waits for its standard input, as far as the system tells.</param>
/// <param name="prompts">The answers.</param>
internal sealed class ProgramInput(Stream stdin, ProgramOutput output, Func<bool> isReading, Prompts prompts)
{
    /// <summary>How often it is looked whether the program asks.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>A line that has stood so long without its end is a question.</summary>
    private static readonly TimeSpan PromptDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>A program that has read so long without a word asks without words: what it wrote may take a while to arrive here on a busy machine.</summary>
    private static readonly TimeSpan SilentPromptDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>A program may read its input before it connects in a way that the system does not tell of.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The program serves, or has connected.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Types.</summary>
    /// <param name="input">What the case has typed.</param>
    public async Task TypeAsync(ReadOnlyMemory<byte> input)
    {
        try
        {
            await AnswerAsync();
            await stdin.WriteAsync(input);
            stdin.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It ended without reading all of its input.
        }
    }

    /// <summary>Answers questions until the program is ready, or asks what only the case's input can answer.</summary>
    private async Task AnswerAsync()
    {
        var time = TimeProvider.System;
        var answered = 0;
        var (last, since) = ("", time.GetTimestamp());
        for (var began = since; !_released.Task.IsCompleted && time.GetElapsedTime(began) < MaxWait;)
        {
            await Task.WhenAny(_released.Task, Task.Delay(PollInterval, time));
            var text = output.Text;
            if (text != last)
            {
                // A slow program is given its time as long as it says something.
                (last, since, began) = (text, time.GetTimestamp(), time.GetTimestamp());
                continue;
            }

            var question = text[Math.Max(text.LastIndexOf('\n') + 1, answered)..];
            if (question.Length == 0 && !isReading())
            {
                since = time.GetTimestamp();
            }

            if (time.GetElapsedTime(since) < (question.Length == 0 ? SilentPromptDelay : PromptDelay))
            {
                continue;
            }

            // What it reads once it serves or has connected is the case's.
            if (_released.Task.IsCompleted || prompts.Answer(question) is not { } answer)
            {
                return;
            }

            await stdin.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{answer}\n"));
            await stdin.FlushAsync();
            (answered, since) = (text.Length, time.GetTimestamp());
        }
    }
}
