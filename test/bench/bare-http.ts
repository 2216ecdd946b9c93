/** The least that a node:http server can do: reads the body, answers with as many bytes as it is asked for. Prints its URL. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const answers = new Map<string, Buffer>()

function answerOf(url: string): Buffer {
  const bytes = url.slice(url.indexOf('=') + 1)
  let answer = answers.get(bytes)
  if (answer === undefined) {
    answer = Buffer.alloc(Number(bytes), 0x78)
    answers.set(bytes, answer)
  }
  return answer
}

const server = createServer((req, res) => {
  req.on('data', () => undefined)
  req.on('end', () => {
    const answer = answerOf(req.url ?? '')
    res.writeHead(200, { 'content-type': 'application/scim+json', 'content-length': answer.length })
    res.end(answer)
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`))
