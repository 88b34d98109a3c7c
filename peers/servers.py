"""Talks to the servers of this folder as the people who work with them do, over their own APIs."""
import base64
import json
import os
import urllib.error
import urllib.request

PASSWORD = os.environ.get('TRYTON_PASSWORD', 'quartz-Fjord-7018')


class Refused(Exception):
    """A server said no, in its own words."""


def ask(method, url, body, headers):
    request = urllib.request.Request(
        url, None if body is None else json.dumps(body).encode(), method=method,
        headers={'Content-Type': 'application/json', **headers})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            content = answer.read()
    except urllib.error.HTTPError as no:
        raise Refused('%s %s: %s %s' % (method, url, no.code, no.read().decode()[:300])) from None
    except (urllib.error.URLError, OSError) as nobody:
        raise Refused('%s %s: nobody answers (%s); start it with peers/up' % (
            method, url, nobody)) from None
    return json.loads(content) if content.strip() else None


def plain(value):
    """Tryton's dates and amounts as texts."""
    if isinstance(value, dict):
        kind = value.get('__class__')
        if kind == 'Decimal':
            return value['decimal']
        if kind == 'date':
            return '%(year)04d-%(month)02d-%(day)02d' % value
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value


def amount(text):
    return {'__class__': 'Decimal', 'decimal': str(text)}


def day(text):
    year, month, of_month = text.split('-')
    return {'__class__': 'date', 'year': int(year), 'month': int(month), 'day': int(of_month)}


class Tryton:
    """One of the two Trytons, as a person who works there: ROLE is erp or crm."""

    CONTEXT = {'company': 1, 'language': 'en'}

    def __init__(self, role, user='admin'):
        port = os.environ.get('TRYTON_%s_PORT' % role.upper(), {'erp': '7011', 'crm': '7012'}[role])
        self.url = 'http://127.0.0.1:%s/%s/' % (port, role)
        self.headers = {}
        number, secret = self.procedure('common.db.login', user, {'password': PASSWORD}, 'en')
        token = '%s:%s:%s' % (user, number, secret)
        self.headers = {
            'Authorization': 'Session ' + base64.b64encode(token.encode()).decode()}
        self.context = {**self.CONTEXT, **self.procedure('model.res.user.get_preferences', True, {})}

    def procedure(self, name, *parameters):
        answer = ask('POST', self.url, {'id': 1, 'method': name, 'params': list(parameters)},
            self.headers)
        if 'error' in answer:
            raise Refused('%s: %s' % (name, answer['error']))
        return plain(answer['result'])

    def call(self, model, method, *parameters):
        return self.procedure('model.%s.%s' % (model, method), *parameters, self.context)

    def find(self, model, domain, fields):
        return self.call(model, 'search_read', domain, 0, 5000, [['id', 'ASC']], fields)

    def one(self, model, domain, fields=('id',)):
        found = self.find(model, domain, list(fields))
        if len(found) != 1:
            raise Refused('%d of %s meet %s, and exactly one should' % (len(found), model, domain))
        return found[0]

    def wizard(self, name, record, model, *steps):
        """Walks through a dialog: each step is a state and what is filled in."""
        about = {**self.context, 'active_model': model, 'active_id': record, 'active_ids': [record]}
        number = self.procedure('wizard.%s.create' % name, about)[0]
        for state, filled in steps:
            self.procedure('wizard.%s.execute' % name, number, filled, state, about)
        self.procedure('wizard.%s.delete' % name, number, about)


class Redmine:
    """Redmine, as its administrator."""

    def __init__(self):
        self.url = 'http://127.0.0.1:%s' % os.environ.get('REDMINE_PORT', '7013')
        user = 'admin:' + os.environ.get('REDMINE_PASSWORD', 'quartz-Fjord-7018')
        self.headers = {'Authorization': 'Basic ' + base64.b64encode(user.encode()).decode()}

    def get(self, path):
        return ask('GET', self.url + path, None, self.headers)

    def post(self, path, body):
        return ask('POST', self.url + path, body, self.headers)

    def put(self, path, body):
        return ask('PUT', self.url + path, body, self.headers)

    def all(self, name, path):
        found, total = [], 1
        while len(found) < total:
            page = self.get('%s%soffset=%d&limit=100' % (
                path, '&' if '?' in path else '?', len(found)))
            found += page[name]
            total = page.get('total_count', len(found))
        return found

    def field(self, of, name):
        return next(field['id'] for field in self.get('/custom_fields.json')['custom_fields']
            if field['customized_type'] == of and field['name'] == name)

    def user(self, login):
        return next(user for user in self.all('users', '/users.json') if user['login'] == login)


def moves(erp, engagement=None):
    """Every posted move that belongs to one of Throughline's references."""
    found = []
    for each in erp.find('account.move', [['state', '=', 'posted']], ['post_number', 'date',
            'description', 'origin', 'lines.account.code', 'lines.debit', 'lines.credit']):
        reference = each['description'] or ''
        invoice = str(each['origin'] or '').split(',')
        if invoice[0] == 'account.invoice':
            about = erp.one('account.invoice', [['id', '=', int(invoice[1])]],
                ['reference', 'lines.origin.invoice.reference'])
            reference = about['reference'] or next((line['origin.']['invoice.']['reference']
                for line in about['lines.'] if line.get('origin.')), '')
        elif invoice[0] == 'account.move':
            # the counter move of a cancelled invoice
            about = erp.find('account.invoice', [['cancel_move', '=', each['id']]], ['reference'])
            reference = about[0]['reference'] if about else reference
        if '/' in reference and (engagement in (None, reference.rpartition('/')[0])):
            found.append({'number': each['post_number'], 'date': each['date'],
                'reference': reference,
                'lines': [{'account': line['account.']['code'], 'debit': line['debit'],
                    'credit': line['credit']} for line in each['lines.']]})
    return found
