using System.Text;
using Platform.Review.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await ReviewCommand.RunAsync(args, Console.Out, Console.Error);
